// Draws Plotly charts on top of the ones that the server drew.
//
// <figure data-chart> holds an SVG in .app-figure__svg and a <script type="application/json">
// with a Plotly figure {data, layout}. The SVG stays until Plotly has drawn, on paper, and where
// there is too little room for Plotly (the style sheet sees to that).

const CONFIG = { showSendToCloud: false, displaylogo: false, responsive: true }

// Below this the server's narrow drawing, made for phones, is the better one (px, as the style
// sheet has it): Plotly cannot leave out labels that would run into one another.
const ROOM_FOR_PLOTLY = 640

export async function drawCharts (scope) {
  const figures = [...scope.querySelectorAll('figure[data-chart]:not([data-chart-drawn])')]
    .filter((figure) => figure.clientWidth >= ROOM_FOR_PLOTLY)
  if (figures.length === 0) return
  const plotly = await loadPlotly()
  for (const figure of figures) await draw(plotly, figure)
}

async function draw (plotly, figure) {
  const description = figure.querySelector('script[type="application/json"]')
  const svg = figure.querySelector('.app-figure__svg')
  if (!description || !svg) return
  const { data, layout = {} } = JSON.parse(description.textContent)
  const drawing = document.createElement('div')
  drawing.className = 'app-figure__plotly'
  drawing.setAttribute('role', 'group')
  drawing.setAttribute('aria-label', nameOf(svg))
  svg.after(drawing)
  try {
    await plotly.newPlot(drawing, data, { ...layout, autosize: true }, CONFIG)
  } catch (error) {
    drawing.remove() // the server's drawing stays
    console.error(error)
    return
  }
  figure.dataset.chartDrawn = ''
  figure.classList.add('app-figure--drawn')
}

function nameOf (holder) {
  const svg = holder.querySelector('svg') ?? holder
  const text = svg.getAttribute('aria-label') ?? svg.querySelector('title')?.textContent ?? 'Chart'
  return `Interactive chart: ${text.trim()}`
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
