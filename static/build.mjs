// Builds static/built/ out of static/src/ and the packages in package-lock.json.
//
// What it leaves is served as it is: no source maps (their comments stop the manifest storage),
// no third-party host, no crown and no GDS Transport, which belong to GOV.UK alone.

import { copyFileSync, cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as sass from 'sass'

const here = dirname(fileURLToPath(import.meta.url))
const packages = join(here, '..', 'node_modules')
const source = join(here, 'src')
const built = join(here, 'built')

const FORBIDDEN_IN_CSS = /GDS Transport|crown|crest|url\((?!["']?data:)/i

rmSync(built, { recursive: true, force: true })
mkdirSync(built, { recursive: true })

compileStyles()
copyScripts()
copyPlotly()
copyFonts()
cpSync(join(source, 'images'), join(built, 'images'), { recursive: true })

function compileStyles () {
  const { css } = sass.compile(join(source, 'portal.scss'), {
    loadPaths: [packages],
    style: 'compressed',
    quietDeps: true
  })
  const found = css.match(FORBIDDEN_IN_CSS)
  if (found) throw new Error(`The compiled styles hold “${found[0]}”`)
  write('portal.css', css)
}

function copyScripts () {
  for (const name of readdirSync(join(source, 'js'))) {
    write(name, readFileSync(join(source, 'js', name), 'utf8'))
  }
  write('govuk-frontend.js', read('govuk-frontend/dist/govuk/govuk-frontend.min.js'))
}

function copyPlotly () {
  const script = read('plotly.js-basic-dist-min/plotly-basic.min.js')
  write('plotly.js', script)
  write('plotly.css', stylesThatPlotlyInjects(script))
}

// For documents on paper, so that they are the same on every machine. Pages use what is there.
function copyFonts () {
  const folder = join(packages, '@fontsource', 'arimo')
  const fonts = join(built, 'fonts')
  mkdirSync(fonts)
  for (const letters of ['latin', 'latin-ext']) {
    for (const weight of [400, 700]) {
      const name = `arimo-${letters}-${weight}-normal.woff2`
      copyFileSync(join(folder, 'files', name), join(fonts, name))
    }
  }
  copyFileSync(join(folder, 'LICENSE'), join(fonts, 'LICENSE.txt'))
}

// Plotly adds these rules to a <style> element of its own, which the Content-Security-Policy
// forbids. It leaves that be when it finds an element `plotly.js-style-global` of the class
// `no-inline-styles`; so the same rules are linked as a file.
function stylesThatPlotlyInjects (script) {
  const start = script.indexOf('{"X,X div":')
  const end = script.indexOf('};for(', start)
  if (start < 0 || end < 0) throw new Error('Plotly’s style rules are not where they were')
  const rules = new Function(`return ${script.slice(start, end + 1)}`)()
  return Object.entries(rules)
    .map(([selector, body]) => {
      const full = selector
        .replace(/^,/, ' ,')
        .replace(/X/g, '.js-plotly-plot .plotly')
        .replace(/Y/g, '.plotly-notifier')
      return `${full}{${body}}\n`
    })
    .join('')
}

function read (path) {
  return readFileSync(join(packages, path), 'utf8')
}

function write (name, text) {
  writeFileSync(join(built, name), text.replace(/\n?(\/\/|\/\*)# sourceMappingURL=.*/g, ''))
}
