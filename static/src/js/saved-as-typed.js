// Fields of a form that are saved as they are typed: a table of figures, which is also filled by
// pasting into a cell, and answers to questions. Without script buttons do the same.

const PAUSE = 1500
const AGAIN = 15000
// A field is left by pressing the button that sends the form, too, and then nothing is to be saved.
const SOON = 400

class SavedAsTyped {
  // `address` takes the form; `fields` is the selector of what is saved, and `called` its name.
  constructor (form, { address, fields, called, without = [] }) {
    Object.assign(this, { form, address, fields, called, without })
    this.state = document.querySelector('[data-state]')
    this.sent = this.text()
    this.isLeaving = false
    form.addEventListener('input', (event) => { if (event.target.matches(fields)) this.typed() })
    form.addEventListener('submit', () => { this.isLeaving = true })
    window.addEventListener('online', () => this.send())
    window.addEventListener('beforeunload', (event) => { if (this.isUnsent()) event.preventDefault() })
  }

  text () {
    return [...this.form.querySelectorAll(this.fields)].map((field) => field.value).join('\t')
  }

  isUnsent () {
    return !this.isLeaving && this.text() !== this.sent
  }

  typed (pause = PAUSE) {
    clearTimeout(this.waiting)
    this.waiting = setTimeout(() => this.send(), pause)
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
      : `Not saved: the portal can’t be reached, or you are signed out. Leave this page open: your ${this.called} are sent again from it.`
    this.waiting = setTimeout(() => this.send(), AGAIN)
  }

  async post () {
    const body = new FormData(this.form)
    for (const name of this.without) body.delete(name)
    try {
      const answer = await fetch(this.address, { method: 'POST', body })
      return answer.redirected ? {} : await answer.json()
    } catch {
      return {}
    }
  }
}

// Answers to the questions of a check: one that is left is saved soon.
export function keepAnswers (form) {
  const fields = 'textarea[name^="explain-"]'
  if (!form.querySelector(fields)) return
  const answers = new SavedAsTyped(form, { address: form.dataset.answers, fields, called: 'answers' })
  form.addEventListener('change', () => answers.typed(SOON))
}

export function keepGrid (form) {
  const grid = new SavedAsTyped(form, {
    address: form.dataset.grid,
    fields: '.app-typed-grid input',
    called: 'figures',
    without: ['paste']
  })
  form.addEventListener('paste', (event) => { if (pasted(event)) grid.typed() })
}

// Several cells of a spreadsheet go into the cells to the right and below.
function pasted (event) {
  const cell = event.target.closest('.app-typed-grid td')
  const text = event.clipboardData.getData('text/plain').replace(/\r?\n$/, '')
  if (!cell || !/[\t\n]/.test(text)) return false
  event.preventDefault()
  const rows = [...cell.closest('tbody').rows]
  const top = rows.indexOf(cell.parentElement)
  text.split(/\r?\n/).forEach((line, down) => {
    line.split('\t').forEach((value, across) => {
      const input = rows[top + down]?.cells[cell.cellIndex + across]?.querySelector('input')
      if (input) input.value = value.trim()
    })
  })
  return true
}
