// Lets the points of a chart be read, by keyboard and by pointer.
//
// <figure data-chart> holds an SVG in .app-figure__svg and a <script type="application/json">
// with a Plotly figure {data, layout}. The SVG is what is seen until somebody points at it or moves
// into it by keyboard; then Plotly draws over it where there is room. The arrow keys move over the
// points, and what each says stands under the chart and is announced.

// Nothing to zoom, select or send: the page has the numbers, and a picture to take away.
const CONFIG = {
  displayModeBar: false,
  showSendToCloud: false,
  displaylogo: false,
  doubleClick: false,
  scrollZoom: false,
  responsive: true
}

// Below this the server's narrow drawing, made for phones, is the better one (px, as the style
// sheet has it): Plotly cannot leave out labels that would run into one another.
const ROOM_FOR_PLOTLY = 640

const STEPS = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity }

export function drawCharts (scope) {
  for (const figure of scope.querySelectorAll('figure[data-chart]:not([data-chart-read])')) {
    const svg = figure.querySelector('.app-figure__svg')
    const description = figure.querySelector('script[type="application/json"]')
    if (svg && description) makeReadable(figure, svg, JSON.parse(description.textContent))
  }
}

function makeReadable (figure, svg, described) {
  figure.dataset.chartRead = ''
  const reader = document.createElement('div')
  reader.className = 'app-figure__reader'
  reader.tabIndex = 0
  reader.setAttribute('role', 'application')
  reader.setAttribute('aria-roledescription', 'chart')
  reader.setAttribute('aria-label', `${nameOf(svg)}. The arrow keys read the points.`)
  const said = document.createElement('p')
  said.className = 'app-figure__read'
  said.setAttribute('aria-live', 'polite')
  svg.before(reader)
  reader.append(svg)
  reader.after(said)

  const points = pointsOf(described)
  let at = -1
  reader.addEventListener('keydown', (event) => {
    if (!(event.key in STEPS) || points.length === 0) return
    event.preventDefault()
    const start = at < 0 && STEPS[event.key] < 0 ? points.length : at
    at = Math.min(Math.max(start + STEPS[event.key], 0), points.length - 1)
    said.textContent = `${points[at].label}. ${points[at].texts.join('; ')}`
    figure.dispatchEvent(new CustomEvent('chart:point', { detail: points[at] }))
  })
  const draw = () => drawOver(figure, reader, svg, described)
  reader.addEventListener('pointerenter', draw, { once: true })
  reader.addEventListener('focus', draw, { once: true })
}

// Each label along the axis that has a number, with what every line says there.
function pointsOf ({ data, layout }) {
  const lines = data.filter((trace) => trace.hoverinfo !== 'skip').reverse()
  return layout.xaxis.categoryarray.map((label, xval) => {
    const here = lines.map((trace) => ({
      trace, place: trace.x.findLastIndex((x) => x === label)
    })).filter(({ trace, place }) => place >= 0 && trace.y[place] !== null)
    return { label, xval, texts: here.map(({ trace, place }) => plain(trace.hovertext[place])) }
  }).filter(({ texts }) => texts.length > 0)
}

// Plotly's texts are written for HTML.
function plain (text) {
  return new DOMParser().parseFromString(text, 'text/html').documentElement.textContent
}

async function drawOver (figure, reader, svg, { data, layout }) {
  if (figure.clientWidth < ROOM_FOR_PLOTLY || 'chartDrawn' in figure.dataset) return
  const plotly = await loadPlotly()
  const drawing = document.createElement('div')
  drawing.className = 'app-figure__plotly'
  const height = Math.round(svg.getBoundingClientRect().height) || layout.height
  reader.append(drawing)
  try {
    await plotly.newPlot(drawing, data, { ...layout, height, autosize: true }, CONFIG)
  } catch (error) {
    drawing.remove() // the server's drawing stays
    console.error(error)
    return
  }
  figure.dataset.chartDrawn = ''
  figure.classList.add('app-figure--drawn')
  figure.addEventListener('chart:point', (event) => {
    plotly.Fx.hover(drawing, { xval: event.detail.xval }, 'xy')
  })
}

function nameOf (holder) {
  const svg = holder.querySelector('svg') ?? holder
  const text = svg.getAttribute('aria-label') ?? svg.querySelector('title')?.textContent ?? 'Chart'
  return text.trim()
}

let loading
function loadPlotly () {
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement('script')
    script.src = document.querySelector('meta[name="portal:plotly"]').content
    script.addEventListener('load', () => resolve(window.Plotly))
    script.addEventListener('error', () => reject(new Error('Plotly did not load')))
    document.head.append(script)
  })
  return loading
}
