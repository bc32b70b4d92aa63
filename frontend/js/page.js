// Small manners of a page: menus close, rows of links show where one is, fragments that failed say so.

/** Moves a row of links that is wider than a small screen so far that the open one is seen. */
export function showCurrent () {
  document.querySelectorAll('.moj-sub-navigation__list').forEach((row) => {
    const here = row.querySelector('[aria-current="page"]')
    if (!here || row.scrollWidth <= row.clientWidth) return
    const [outer, inner] = [row.getBoundingClientRect(), here.getBoundingClientRect()]
    row.scrollLeft += inner.left + inner.width / 2 - outer.left - outer.width / 2
  })
}

/** Closes an open menu on Escape, or on a click or focus elsewhere. */
export function closeMenus () {
  const open = () => document.querySelectorAll('details.app-menu[open]')
  const leave = (event) => open().forEach((menu) => { if (!menu.contains(event.target)) menu.open = false })
  document.addEventListener('click', leave)
  document.addEventListener('focusin', leave)
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return
    open().forEach((menu) => { menu.open = false; menu.querySelector('summary').focus() })
  })
}

// The target of a request stands in a panel that may carry a note saying "out of date".
function markStale (context, stale) {
  const panel = context?.target instanceof Element ? context.target.closest('.app-panel') : null
  panel?.toggleAttribute('data-stale', stale)
}

/**
 * Starts components in fragments that htmx puts in, and never lets an answer meant for somebody signed out
 * (a redirect to the login page) or an error replace what the person was looking at.
 */
export function watchFragments (enhance) {
  document.addEventListener('htmx:before:response', (event) => {
    const context = event.detail?.ctx
    const raw = context?.response?.raw
    if (!raw || (raw.ok && !raw.redirected)) return
    markStale(context, true)
    if (raw.redirected) event.preventDefault()
  })
  document.addEventListener('htmx:error', (event) => markStale(event.detail?.ctx, true))
  document.addEventListener('htmx:after:swap', (event) => {
    const context = event.detail?.ctx
    const status = context?.response?.status
    if (status >= 200 && status < 300) markStale(context, false)
    const scope = context?.target ?? event.target
    if (scope instanceof Element) enhance(scope)
  })
}
