// A choice is followed at once. The button does the same without script, and for who wants it.
//
// A select that is walked through by keyboard changes at every step, so there the page waits
// until the select is left or Enter is pressed.

export function followChoices (form) {
  let byKeyboard = false
  form.addEventListener('keydown', (event) => {
    byKeyboard = true
    if (event.key === 'Enter' && event.target.tagName === 'SELECT') form.requestSubmit()
  })
  form.addEventListener('pointerdown', () => { byKeyboard = false })
  form.addEventListener('change', (event) => {
    if (event.target.tagName !== 'SELECT') return
    if (!byKeyboard) return form.requestSubmit()
    event.target.addEventListener('blur', () => form.requestSubmit(), { once: true })
  })
}
