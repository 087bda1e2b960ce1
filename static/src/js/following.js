// A choice is followed at once. The button does the same without script, and for who wants it.
//
// A select that is walked through by keyboard changes at every step, so there the page waits
// until the select, or the slider, is left or Enter is pressed.

export function followChoices (form) {
  let byKeyboard = false
  form.addEventListener('keydown', (event) => {
    byKeyboard = true
    if (event.key === 'Enter' && isFollowed(event.target)) form.requestSubmit()
  })
  form.addEventListener('pointerdown', () => { byKeyboard = false })
  form.addEventListener('change', (event) => {
    if (!isFollowed(event.target)) return
    if (!byKeyboard) return form.requestSubmit()
    event.target.addEventListener('blur', () => form.requestSubmit(), { once: true })
  })
}

function isFollowed (field) {
  return field.tagName === 'SELECT' || field.type === 'range'
}
