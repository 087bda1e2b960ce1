// “/” goes to the search box, unless somebody is typing or holds another key with it.
//
// A person who speaks to the machine would set it off by dictating: it only moves the focus, and
// does nothing where a field has it.

export function focusSearch () {
  const box = document.getElementById('search')
  if (!box) return
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.target.closest('input, textarea, select, [contenteditable]')) return
    if (!box.offsetParent) return
    event.preventDefault()
    box.focus()
    box.select()
  })
}
