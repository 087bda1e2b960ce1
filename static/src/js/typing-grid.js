// A table of figures that is typed: saved as it is typed, and filled by pasting into a cell.
// Without script its buttons do the same.

const PAUSE = 1500
const AGAIN = 15000

export function keepGrid (form) {
  const grid = new Grid(form)
  form.addEventListener('input', (event) => {
    if (event.target.closest('.app-typed-grid')) grid.typed()
  })
  form.addEventListener('paste', (event) => grid.pasted(event))
  form.addEventListener('submit', () => { grid.isLeaving = true })
  window.addEventListener('online', () => grid.send())
  window.addEventListener('beforeunload', (event) => { if (grid.isUnsent()) event.preventDefault() })
}

class Grid {
  constructor (form) {
    this.form = form
    this.state = document.querySelector('[data-state]')
    this.sent = this.text()
    this.isLeaving = false
  }

  text () {
    return [...this.form.querySelectorAll('.app-typed-grid input')].map((input) => input.value).join('\t')
  }

  isUnsent () {
    return !this.isLeaving && this.text() !== this.sent
  }

  typed () {
    clearTimeout(this.waiting)
    this.waiting = setTimeout(() => this.send(), PAUSE)
  }

  async send () {
    clearTimeout(this.waiting)
    if (this.isSending || !this.isUnsent()) return
    const text = this.text()
    this.isSending = true
    const answer = await this.post()
    this.isSending = false
    if (answer.saved) {
      this.sent = text
      this.state.textContent = answer.saved
      if (this.isUnsent()) this.typed()
      return
    }
    this.state.textContent = answer.problem
      ? `Not saved: ${answer.problem}.`
      : 'Not saved: the portal can’t be reached, or you are signed out. Leave this page open: your figures are sent again from it.'
    this.waiting = setTimeout(() => this.send(), AGAIN)
  }

  async post () {
    const body = new FormData(this.form)
    body.delete('paste')
    try {
      const answer = await fetch(this.form.dataset.grid, { method: 'POST', body })
      return answer.redirected ? {} : await answer.json()
    } catch {
      return {}
    }
  }

  // Several cells of a spreadsheet go into the cells to the right and below.
  pasted (event) {
    const cell = event.target.closest('.app-typed-grid td')
    const text = event.clipboardData.getData('text/plain').replace(/\r?\n$/, '')
    if (!cell || !/[\t\n]/.test(text)) return
    event.preventDefault()
    const rows = [...cell.closest('tbody').rows]
    const top = rows.indexOf(cell.parentElement)
    text.split(/\r?\n/).forEach((line, down) => {
      line.split('\t').forEach((value, across) => {
        const input = rows[top + down]?.cells[cell.cellIndex + across]?.querySelector('input')
        if (input) input.value = value.trim()
      })
    })
    this.typed()
  }
}
