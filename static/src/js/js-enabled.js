// The first thing in <body>, and not a module, so that nothing jumps when the page is drawn.
document.body.classList.add('js-enabled')
if ('noModule' in HTMLScriptElement.prototype) {
  document.body.classList.add('govuk-frontend-supported')
}
