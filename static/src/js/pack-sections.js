// Sections of a pack, moved by dragging. The buttons beside each do the same without it.

export function moveByDragging (list) {
  const items = [...list.querySelectorAll('[data-section]')].filter(item => item.querySelector('form'))
  let dragged = null
  for (const item of items) {
    item.draggable = true
    item.addEventListener('dragstart', event => {
      dragged = item
      event.dataTransfer.effectAllowed = 'move'
    })
    item.addEventListener('dragover', event => {
      if (dragged) event.preventDefault()
    })
    item.addEventListener('drop', event => {
      event.preventDefault()
      if (dragged && dragged !== item) moveTo(dragged, items.indexOf(item))
    })
  }
}

function moveTo (item, place) {
  const form = item.querySelector('form')
  const to = document.createElement('input')
  to.type = 'hidden'
  to.name = 'to'
  to.value = String(place)
  form.append(to)
  form.submit()
}
