// The desk: words are saved as they are typed, figures are put in at the cursor, and nothing that
// could not be sent is lost. Without script the buttons do the same.

const PAUSE = 1500
const AGAIN = 15000

export function keepWords (form) {
  const field = form.querySelector('textarea[name="text"]')
  if (!field) return
  const desk = new Words(form, field)
  field.addEventListener('input', () => desk.typed())
  field.addEventListener('blur', () => desk.send())
  window.addEventListener('online', () => desk.send())
  window.addEventListener('beforeunload', (event) => { if (desk.isUnsent()) event.preventDefault() })
  form.addEventListener('submit', (event) => desk.submitted(event))
}

class Words {
  constructor (form, field) {
    this.form = form
    this.field = field
    this.revision = form.querySelector('[name="revision"]')
    this.state = form.querySelector('[data-state]')
    this.saved = document.querySelector('[data-saved]')
    // What is shown after a preview or a conflict has not been saved by anybody.
    this.sent = form.hasAttribute('data-unsaved') ? null : field.value
    this.isStopped = !document.querySelector('[data-theirs]').hidden
    this.isLeaving = false
    // Why the last words were not taken: the portal was not reached, or nobody was signed in.
    this.isCut = false
    this.isSignedOut = false
  }

  isUnsent () {
    return !this.isLeaving && this.field.value !== this.sent
  }

  typed () {
    clearTimeout(this.waiting)
    this.waiting = setTimeout(() => this.send(), PAUSE)
  }

  async send () {
    clearTimeout(this.waiting)
    if (this.isStopped || this.isSending || !this.isUnsent()) return
    const text = this.field.value
    this.isSending = true
    const answer = await this.post(text)
    this.isSending = false
    this.isSignedOut = answer.status === 401
    this.isCut = this.isSignedOut || answer.status === 0
    if (answer.ok) return this.wasSaved(text, answer)
    this.wasNotSaved(answer)
  }

  async post (text) {
    const body = new FormData()
    body.append('text', text)
    body.append('revision', this.revision.value)
    try {
      if (this.isSignedOut) await this.takeToken()
      body.append('csrfmiddlewaretoken', this.form.elements.csrfmiddlewaretoken.value)
      const answer = await fetch(this.form.dataset.words, { method: 'POST', body })
      if (answer.redirected || answer.status === 403) return { status: 401 }
      return { ...await answer.json(), ok: answer.ok, status: answer.status }
    } catch {
      return { status: 0 }
    }
  }

  // Who signs in again, in another tab, has another token than this page was made with.
  async takeToken () {
    const page = await pageAt(this.form.action)
    const token = page.querySelector('[data-words] [name="csrfmiddlewaretoken"]')
    if (token) this.form.elements.csrfmiddlewaretoken.value = token.value
  }

  wasSaved (text, answer) {
    this.sent = text
    this.revision.value = answer.revision
    this.saved.textContent = `Saved ${answer.saved}.`
    this.say('')
    if (this.isUnsent()) this.typed()
    else this.redraw()
  }

  // The slide, the report and what stops it, as they are with the words that were saved.
  async redraw () {
    const text = this.sent
    let page
    try {
      page = await pageAt(this.form.action)
    } catch {
      return
    }
    if (text !== this.sent) return
    for (const old of document.querySelectorAll('[data-redrawn]')) {
      const drawn = page.querySelector(`[data-redrawn="${old.dataset.redrawn}"]`)
      if (drawn) old.replaceChildren(...drawn.childNodes)
    }
  }

  wasNotSaved (answer) {
    if (answer.status === 409) return this.showTheirs(answer)
    if (answer.problem) return this.say(`Not saved: ${answer.problem}.`)
    this.say(answer.status === 401
      ? 'Not saved: you are signed out. Leave this page open and sign in again in another tab. Your words are then saved here.'
      : 'Not saved: the portal can’t be reached. Leave this page open: your words are sent again from it.')
    this.waiting = setTimeout(() => this.send(), AGAIN)
  }

  // Saving goes on with the button, once both have been read.
  showTheirs (answer) {
    const theirs = document.querySelector('[data-theirs]')
    theirs.querySelector('[data-theirs-title]').textContent = answer.title
    theirs.querySelector('[data-theirs-text]').textContent = answer.text
    theirs.hidden = false
    this.revision.value = answer.revision
    this.isStopped = true
    this.say('Not saved: somebody else has changed this section. Their words are above. Combine the two, then save.')
  }

  submitted (event) {
    if (event.defaultPrevented) return
    if (this.isCut && this.isUnsent()) {
      event.preventDefault()
      this.sendBefore(event.submitter)
      return
    }
    this.isLeaving = true
    clearTimeout(this.waiting)
  }

  // A form that is sent to nobody would take the words with it.
  async sendBefore (pressed) {
    await this.send()
    if (!this.isUnsent()) this.form.requestSubmit(pressed)
  }

  say (sentence) {
    this.state.textContent = sentence
  }
}

async function pageAt (address) {
  return new DOMParser().parseFromString(await (await fetch(address)).text(), 'text/html')
}

export function putInAtCursor (form) {
  const field = form.querySelector('textarea[name="text"]')
  if (!field) return
  form.addEventListener('submit', async (event) => {
    const pressed = event.submitter
    if (!pressed || !['pick', 'suggest'].includes(pressed.value)) return
    event.preventDefault()
    if (pressed.value === 'suggest') return putIn(field, form.elements.suggested.value)
    const token = await picked(form)
    if (token) return putIn(field, token)
    // What is wrong with the choice is said by the page.
    pressed.value = 'pick-here'
    const asked = document.createElement('input')
    Object.assign(asked, { type: 'hidden', name: 'do', value: 'pick' })
    form.append(asked)
    form.requestSubmit()
  })
}

async function picked (form) {
  const chosen = [...new FormData(form)].filter(([name]) => name.startsWith('figure-'))
  try {
    const answer = await fetch(`${form.dataset.figure}?${new URLSearchParams(chosen)}`)
    return answer.ok ? (await answer.json()).token : ''
  } catch {
    return ''
  }
}

function putIn (field, words) {
  const at = field.selectionStart
  const before = field.value.slice(0, at)
  const after = field.value.slice(field.selectionEnd)
  const space = before && !/\s$/.test(before) ? ' ' : ''
  const behind = after && !/^[\s.,;:]/.test(after) ? ' ' : ''
  field.setRangeText(`${space}${words}${behind}`, at, field.selectionEnd, 'end')
  field.focus()
  field.dispatchEvent(new Event('input', { bubbles: true }))
}

// A link to a place that is folded away opens it.
export function openWhatIsLinked (scope) {
  for (const link of scope.querySelectorAll('.app-desk a[href^="#"], .app-desk-head a[href^="#"]')) {
    link.addEventListener('click', () => open(link.hash))
  }
  open(location.hash)
}

function open (hash) {
  const place = hash.length > 1 && document.getElementById(hash.slice(1))
  const folded = place && place.closest('details')
  if (folded) folded.open = true
}
