// Starts what the page holds. Every page works without any of it.
// The semicolons matter: `csp_portal.static_files` finds by them which names to replace.

import { initAll } from './govuk-frontend.js';
import { drawCharts } from './charts.js';
import { keepWords, openWhatIsLinked, putInAtCursor } from './desk.js';
import { followChoices } from './following.js';
import { moveByDragging } from './pack-sections.js';
import { openForPrinting } from './printing.js';
import { keepAnswers, keepGrid } from './saved-as-typed.js';
import { focusSearch } from './search-key.js';
import { makeSortable } from './sortable-tables.js';

initAll()
openForPrinting()
focusSearch()
start(document)

// What htmx swaps in is started like what came with the page.
document.body.addEventListener('htmx:load', (event) => {
  if (event.detail.elt === document.body) return
  initAll({ scope: event.detail.elt })
  start(event.detail.elt)
})

function start (scope) {
  makeSortable(scope)
  drawCharts(scope)
  for (const list of scope.querySelectorAll('[data-sections]')) moveByDragging(list)
  for (const form of scope.querySelectorAll('form[data-follow]')) followChoices(form)
  for (const form of scope.querySelectorAll('form[data-grid]')) keepGrid(form)
  for (const form of scope.querySelectorAll('form[data-answers]')) keepAnswers(form)
  for (const form of scope.querySelectorAll('form[data-words]')) {
    putInAtCursor(form)
    keepWords(form)
  }
  if (scope.querySelector('.app-desk')) openWhatIsLinked(scope)
}
