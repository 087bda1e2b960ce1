// “/” goes to the search box, unless somebody is typing or holds another key with it.
//
// Who speaks to the machine would set it off by dictating, so each person can turn it off in their
// account: the box then names no key.

export function focusSearch () {
  const box = document.getElementById('search')
  if (!box || !box.hasAttribute('aria-keyshortcuts')) return
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.target.closest('input, textarea, select, [contenteditable]')) return
    if (!box.offsetParent) return
    event.preventDefault()
    box.focus()
    box.select()
  })
}
