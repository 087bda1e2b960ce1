// <table data-sortable>: a button in each heading sorts the rows by that column.
//
// A cell sorts by its data-value if it has one, else by its text. Cells with an empty data-value
// (gaps) stay at the end in both directions, because a gap is not a zero. The rows of <tfoot>,
// and those marked data-sort-last, stay where they are.

const collator = new Intl.Collator('en-GB', { numeric: true })

export function makeSortable (scope) {
  for (const table of scope.querySelectorAll('table[data-sortable]')) {
    if (table.dataset.sortable === 'ready' || !table.tHead || !table.tBodies.length) continue
    table.dataset.sortable = 'ready'
    const announce = announcer(table)
    for (const heading of table.tHead.rows[table.tHead.rows.length - 1].cells) {
      if (!heading.dataset.unsorted && heading.textContent.trim()) {
        addButton(table, heading, announce)
      }
    }
  }
}

function addButton (table, heading, announce) {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'app-sort'
  button.append(...heading.childNodes)
  heading.append(button)
  if (!heading.hasAttribute('aria-sort')) heading.setAttribute('aria-sort', 'none')
  button.addEventListener('click', () => {
    const isNumber = heading.classList.contains('govuk-table__header--numeric')
    const first = isNumber ? 'descending' : 'ascending'
    const other = isNumber ? 'ascending' : 'descending'
    const order = heading.getAttribute('aria-sort') === first ? other : first
    for (const cell of heading.parentElement.querySelectorAll('[aria-sort]')) {
      cell.setAttribute('aria-sort', 'none')
    }
    heading.setAttribute('aria-sort', order)
    sort(table.tBodies[0], heading.cellIndex, order === 'ascending' ? 1 : -1)
    announce(`Sorted by ${button.textContent.trim()}, ${order}`)
  })
}

function sort (body, column, direction) {
  const rows = [...body.rows]
  const last = rows.filter((row) => row.hasAttribute('data-sort-last'))
  const sorted = rows
    .filter((row) => !row.hasAttribute('data-sort-last'))
    .map((row) => ({ row, key: keyOf(row.cells[column]) }))
    .sort((a, b) => compare(a.key, b.key, direction))
  body.append(...sorted.map(({ row }) => row), ...last)
}

function keyOf (cell) {
  if (!cell) return null
  const given = cell.dataset.value
  if (given === '') return null
  if (given !== undefined) return Number.isNaN(Number(given)) ? given : Number(given)
  const text = cell.textContent.trim()
  const number = Number(text.replace(/,/g, '').replace('−', '-').replace(/%$/, ''))
  return text === '' || Number.isNaN(number) ? text : number
}

function compare (a, b, direction) {
  if (a === null || b === null) return (a === null) - (b === null)
  if (typeof a === 'number' && typeof b === 'number') return direction * (a - b)
  return direction * collator.compare(String(a), String(b))
}

function announcer (table) {
  const status = document.createElement('div')
  status.className = 'govuk-visually-hidden'
  status.setAttribute('role', 'status')
  const holder = table.closest('.app-scroll') ?? table
  holder.after(status)
  return (text) => { status.textContent = text }
}
