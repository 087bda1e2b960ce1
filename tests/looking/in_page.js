// What a page says of itself to tests/looking: each function gives the faults that it finds.
(() => {
  const CONTROLS = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]'
  const LONG_WORD = 20
  const ENHANCEMENTS = [
    'th button', '.app-figure__reader', '.app-figure__read', '.app-figure__plotly',
    '.govuk-character-count__message', '.govuk-character-count__status', '[aria-live]',
    '.govuk-file-upload-button', '.govuk-password-input__toggle', '.govuk-tabs__list'
  ].join(', ')

  const shown = element => {
    const box = element.getBoundingClientRect()
    return box.width > 0 && box.height > 0 &&
      element.checkVisibility({ visibilityProperty: true })
  }
  const onlyHeard = element => {
    const box = element.getBoundingClientRect()
    return box.width <= 1 || box.height <= 1
  }
  const named = element => {
    const text = (element.getAttribute('aria-label') || element.innerText || element.name ||
      element.textContent || '').trim().replace(/\s+/g, ' ').slice(0, 60)
    const ofClass = typeof element.className === 'string' && element.className
      ? `.${element.className.trim().split(/\s+/)[0]}` : ''
    return `<${element.tagName.toLowerCase()}${ofClass}> “${text}”`
  }

  // --- By keyboard ---------------------------------------------------------------------------
  const walk = {}

  const stops = () => {
    const groups = new Map()
    return [...document.querySelectorAll(CONTROLS)].filter(element => {
      if (element.tabIndex < 0 || element.disabled || !shown(element)) return false
      if (element.tagName === 'SUMMARY' && element.parentElement.firstElementChild !== element) {
        return false
      }
      if (element.type !== 'radio') return true
      // Tab reaches the one that is chosen, or the first.
      const key = `${element.name} of ${element.form?.action}`
      const group = groups.get(key) || [...document.querySelectorAll('input[type=radio]')].filter(
        other => other.name === element.name && other.form === element.form && shown(other))
      groups.set(key, group)
      return element === (group.find(other => other.checked) || group[0])
    })
  }

  const STYLES = [
    'outlineStyle', 'outlineWidth', 'outlineColor', 'boxShadow', 'backgroundColor', 'color',
    'borderTopColor', 'borderTopWidth', 'textDecorationLine', 'stroke', 'strokeWidth', 'fill'
  ]
  const look = element => {
    const those = [[element, null], [element, '::before'], [element, '::after'],
      [element.parentElement, null]]
    for (const label of element.labels || []) those.push([label, '::before'], [label, null])
    for (const child of [...element.children].slice(0, 4)) those.push([child, null])
    return those.map(([each, part]) => {
      const style = getComputedStyle(each, part)
      return STYLES.map(name => style[name]).join(' ')
    }).join('|')
  }

  const covered = element => {
    let inWindow = false
    for (const box of element.getClientRects()) {
      const left = Math.max(box.left, 0), right = Math.min(box.right, innerWidth)
      const top = Math.max(box.top, 0), foot = Math.min(box.bottom, innerHeight)
      if (right - left < 1 || foot - top < 1) continue
      inWindow = true
      const xs = [left + 1, (left + right) / 2, right - 1]
      const ys = [top + 1, (top + foot) / 2, foot - 1]
      for (const x of xs) {
        for (const y of ys) {
          const there = document.elementFromPoint(x, y)
          if (!there) continue
          if (element.contains(there) || there.contains(element)) return ''
          if ([...(element.labels || [])].some(label => label.contains(there))) return ''
        }
      }
    }
    return inWindow ? 'is hidden below something else' : 'is not in the window'
  }

  const fromTheTop = () => {
    document.body.tabIndex = -1
    document.body.focus()
    document.body.removeAttribute('tabindex')
    scrollTo(0, 0)
    for (const region of document.querySelectorAll('[role=region]')) region.scrollLeft = 0
  }

  // What is folded, one after the other: true where there is one more to open.
  const isFold = element => element.tagName === 'SUMMARY'
    ? !element.parentElement.open : element.getAttribute('aria-expanded') === 'false'
  const toOpen = () => {
    const folded = [...document.querySelectorAll('summary, button[aria-expanded=false]')]
      .find(each => !walk.tried.includes(each) && shown(each) && isFold(each))
    if (folded) {
      walk.tried.push(folded)
      folded.focus()
    }
    return Boolean(folded)
  }
  const opened = () => {
    const fold = walk.tried.at(-1)
    if (isFold(fold)) walk.faults.push(`${named(fold)} does not open`)
  }

  const begin = () => {
    removeEventListener('keydown', step, true)
    Object.assign(walk, {
      visited: [], faults: [], tried: [], last: null, lookedLike: '', repeats: 0, ended: false
    })
  }

  // Looks at what has the focus before each further press of Tab moves it on.
  const start = () => {
    fromTheTop()
    addEventListener('keydown', step, true)
  }

  const step = () => {
    const now = document.activeElement
    if (walk.ended) return
    if (now === walk.last) {
      // A date is several fields in one.
      walk.repeats += 1
      if (walk.repeats > 6) ended(`${named(now)} does not let the keyboard go`)
      return
    }
    if (walk.last?.isConnected && look(walk.last) === walk.lookedLike) {
      walk.faults.push(`${named(walk.last)} looks the same with and without the focus`)
    }
    if (now === document.body || now === document.documentElement) {
      if (walk.last) ended()
      return
    }
    if (walk.visited.includes(now)) {
      ended(now === walk.visited[0] ? '' : `${named(now)} is come back to by Tab`)
      return
    }
    Object.assign(walk, { last: now, lookedLike: look(now), repeats: 0 })
    walk.visited.push(now)
    const why = covered(now)
    if (why) walk.faults.push(`${named(now)} has the focus and ${why}`)
  }

  const ended = fault => {
    walk.ended = true
    if (fault) walk.faults.push(fault)
  }
  const hasEnded = () => walk.ended

  const walked = () => {
    removeEventListener('keydown', step, true)
    const wanted = stops()
    const faults = [...walk.faults]
    for (const element of wanted) {
      if (!walk.visited.includes(element)) faults.push(`${named(element)} is not reached by Tab`)
    }
    walk.visited.slice(1).forEach((element, number) => {
      const before = walk.visited[number]
      if (element.compareDocumentPosition(before) & Node.DOCUMENT_POSITION_FOLLOWING) {
        faults.push(`${named(element)} is out of turn`)
      }
    })
    return faults
  }

  // Going back, what stays in place may stand before what has the focus.
  const staysInPlace = () => [...document.querySelectorAll('body *')].some(
    each => ['sticky', 'fixed'].includes(getComputedStyle(each).position) && shown(each))
  const walkedBack = () => {
    removeEventListener('keydown', step, true)
    return walk.faults.map(fault => `going back, ${fault}`)
  }

  const skipped = () => {
    const now = document.activeElement
    return now.tagName === 'MAIN' ? [] : [`the skip link leads to ${named(now)}`]
  }

  // --- Narrow --------------------------------------------------------------------------------
  const narrow = () => {
    const faults = []
    const wide = document.documentElement.scrollWidth
    if (wide > innerWidth) {
      const who = [...document.querySelectorAll('body *')].filter(
        each => shown(each) && each.getBoundingClientRect().right > innerWidth + 1).pop()
      faults.push(`${wide} px wide in a window of ${innerWidth}: ${who ? named(who) : ''}`)
    }
    for (const element of document.querySelectorAll('body, body *')) {
      if (element.closest('svg') || !shown(element) || onlyHeard(element)) continue
      const style = getComputedStyle(element)
      const isWider = element.scrollWidth > element.clientWidth + 1
      const isHigher = element.scrollHeight > element.clientHeight + 2
      if (['auto', 'scroll'].includes(style.overflowX) && isWider &&
          element.tagName !== 'TEXTAREA') {
        const isNamed = element.hasAttribute('aria-label') || element.hasAttribute('aria-labelledby')
        if (!isNamed || element.tabIndex < 0 || !['region', 'group'].includes(element.role)) {
          faults.push(`${named(element)} scrolls sideways, and is no region with a name`)
        }
      }
      const cuts = axis => ['hidden', 'clip'].includes(style[`overflow${axis}`])
      const isField = ['INPUT', 'SELECT', 'TEXTAREA', 'PROGRESS'].includes(element.tagName)
      if (!isField && element.innerText && element.clientWidth &&
          ((cuts('X') && isWider) || (cuts('Y') && isHigher))) {
        faults.push(`${named(element)} is cut off`)
      }
    }
    return [...faults, ...brokenWords()]
  }

  // Words of letters; of an address or a file's name, which has to break somewhere, the pieces.
  const chunksOf = text => [...text.matchAll(/\S+/g)].flatMap(found => {
    const isLong = found[0].length > LONG_WORD || /[@_]|\.\w/.test(found[0])
    const pieces = found[0].matchAll(isLong ? /[^-‐–—/]+/g : /[\p{L}\p{N}]{2,}/gu)
    return [...pieces].map(piece => {
      const starts = found.index + piece.index
      return { word: piece[0], starts, ends: starts + piece[0].length, most: isLong ? 4 : 1 }
    })
  })

  const brokenWords = () => {
    const faults = []
    const texts = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT)
    const range = document.createRange()
    while (texts.nextNode()) {
      const node = texts.currentNode
      const within = node.parentElement
      if (!node.data.trim() || within.closest('svg, script, style, select, textarea')) continue
      if (!shown(within) || onlyHeard(within)) continue
      for (const { word, starts, ends, most } of chunksOf(node.data)) {
        range.setStart(node, starts)
        range.setEnd(node, ends)
        const lines = new Set([...range.getClientRects()].map(box => Math.round(box.top))).size
        if (lines > most) {
          faults.push(`“${word}” is broken over ${lines} lines in ${named(within)}`)
        }
      }
    }
    return faults
  }

  // --- Without script ------------------------------------------------------------------------
  const contents = () => {
    const main = document.querySelector('main')
    const isFurther = element => element.closest(ENHANCEMENTS) || element.closest('[hidden]')
    const fields = [...document.querySelectorAll('input[name], select[name], textarea[name]')]
    return {
      links: [...document.querySelectorAll('a[href]')].filter(each => !isFurther(each))
        .map(each => each.getAttribute('href').replace(/as-at=[^&]*/, '')),
      fields: fields.map(each => `${each.name} of ${each.form?.getAttribute('action') || 'here'}`),
      texts: [...main.querySelectorAll('h1, h2, h3, h4, p, li, th, td, dt, dd, label, button')]
        .filter(each => !isFurther(each) && shown(each) && !onlyHeard(each))
        .map(each => {
          const copy = each.cloneNode(true)
          copy.querySelectorAll(ENHANCEMENTS).forEach(further => further.replaceWith(
            ...(further.matches('th button') ? further.childNodes : [])))
          return copy.textContent.replace(/\s+/g, ' ').trim()
        }).filter(text => text)
    }
  }

  const dead = () => {
    const faults = []
    for (const button of document.querySelectorAll('button, [role=button]')) {
      if (!shown(button) || button.tagName === 'A') continue
      const does = button.form && ['submit', 'reset'].includes(button.type)
      if (!does && !button.popoverTargetElement) faults.push(`${named(button)} does nothing`)
    }
    for (const form of document.forms) {
      const fields = [...form.elements].filter(each => each.type !== 'hidden' && shown(each))
      const sends = fields.some(each => each.type === 'submit' || each.type === 'image')
      if (fields.length && !sends) faults.push(`${named(form)} cannot be sent`)
    }
    for (const link of document.querySelectorAll('a[href^="#"]')) {
      const to = decodeURIComponent(link.getAttribute('href').slice(1))
      if (!to || !document.getElementById(to)) faults.push(`${named(link)} leads nowhere`)
    }
    for (const chart of document.querySelectorAll('figure[data-chart]')) {
      if (!chart.querySelector('svg')) faults.push(`${named(chart)} is blank`)
    }
    return faults
  }

  const unfold = () => {
    for (const fold of document.querySelectorAll('details')) fold.open = true
  }

  window.looking = {
    begin, toOpen, opened, start, hasEnded, walked, staysInPlace, walkedBack, fromTheTop, skipped,
    narrow, contents, dead, unfold
  }
})()
