// Drafts kept on the server: what is typed in a form with data-draft-url is sent soon after the last key.
// Nothing is kept in the browser. All words come from the [data-draft-status] element.

const AFTER_LAST_KEY = 1000 // ms
const AFTER_FIRST_KEY = 2500 // ms: with the time of a request at most 3 s
const REQUEST_LIMIT = 8000 // ms
const RETRY = [2000, 4000, 8000, 15000, 30000] // ms
const SESSION_EVERY = 4000 // ms
const KEEPALIVE_LIMIT = 60000 // bytes a browser lets a page send while it is left

const SAVED = 'saved', RETRYING = 'retry', SIGNED_OUT = 'signed-out', OTHER_USER = 'other-user'
const CONFLICT = 'conflict', REFUSED = 'refused'

class Draft {
  constructor (form) {
    this.form = form
    this.status = form.querySelector('[data-draft-status]') ?? document.querySelector('[data-draft-status]')
    this.known = this.body().toString()
    this.failures = this.refusals = 0
    this.state = SAVED
    this.warn = (event) => event.preventDefault()
    form.addEventListener('input', () => this.touched())
    form.addEventListener('change', () => this.touched())
    form.addEventListener('submit', (event) => this.submit(event))
    document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden') this.leave() })
  }

  hidden () { return [...this.form.querySelectorAll('input[type=hidden]')].filter((input) => input.name !== 'csrfmiddlewaretoken') }

  // What the person can change, without files. Hidden inputs only travel: they are the server's words to itself.
  body () {
    const ours = new Set([...this.hidden().map((input) => input.name), 'csrfmiddlewaretoken'])
    const body = new URLSearchParams()
    for (const [name, value] of new FormData(this.form)) if (typeof value === 'string' && !ours.has(name)) body.append(name, value)
    return body
  }

  get unsaved () { return this.body().toString() !== this.known }

  touched () {
    this.guard()
    if (!this.unsaved || this.state === CONFLICT || this.waiting) return
    const now = Date.now()
    this.first ??= now
    this.plan(Math.max(0, Math.min(AFTER_LAST_KEY, this.first + AFTER_FIRST_KEY - now)))
  }

  plan (delay) {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.save(), delay)
  }

  // Asks before leaving only while something is unsaved.
  guard () {
    const change = this.unsaved && !this.leaving ? 'addEventListener' : 'removeEventListener'
    window[change]('beforeunload', this.warn)
  }

  /** Sends the draft. Resolves to the state afterwards; one request at a time. */
  save () {
    clearTimeout(this.timer)
    if (this.running) return this.running
    this.running = this.send().finally(() => { this.running = null; this.guard() })
    return this.running
  }

  async send () {
    const body = this.body()
    const snapshot = body.toString()
    this.first = null
    let response = null
    try {
      response = await this.post(body)
    } catch { /* no network, or too slow: the same as a server that does not answer */ }
    if (response?.ok && !response.redirected) return this.accept(response, snapshot)
    return this.decline(response)
  }

  post (body, keepalive = false) {
    for (const input of this.hidden()) body.append(input.name, input.value)
    return fetch(this.form.dataset.draftUrl, {
      method: 'POST',
      body,
      keepalive,
      credentials: 'same-origin',
      redirect: 'manual', // a redirect leads to the login page
      signal: keepalive ? undefined : AbortSignal.timeout(REQUEST_LIMIT),
      headers: { Accept: 'application/json', 'X-CSRFToken': this.form.querySelector('[name=csrfmiddlewaretoken]')?.value ?? '' }
    })
  }

  async accept (response, snapshot) {
    const answer = await response.json().catch(() => ({}))
    for (const [name, value] of Object.entries(answer.fields ?? {})) {
      const input = this.form.querySelector(`input[type=hidden][name="${CSS.escape(name)}"]`)
      if (input) input.value = value
    }
    this.known = snapshot
    this.failures = 0
    const at = answer.saved_at ? new Date(answer.saved_at) : new Date()
    this.say(SAVED, { time: at.toLocaleTimeString(document.documentElement.lang || undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }) })
    if (this.unsaved) this.touched()
    return this.state
  }

  decline (response) {
    const code = response?.status ?? 0
    if (response?.type === 'opaqueredirect' || code === 401 || code === 403) return this.signedOut()
    if (code === 409) return this.say(CONFLICT)
    if (code >= 400 && code < 500 && code !== 408 && code !== 429) return this.say(REFUSED)
    this.plan(RETRY[Math.min(this.failures++, RETRY.length - 1)])
    return this.say(RETRYING)
  }

  // Waits until the same person is signed in again (in another tab), then saves with the new token.
  signedOut () {
    if (!this.waiting) this.waiting = setInterval(() => this.ask(), SESSION_EVERY)
    this.ask(true)
    return this.state === OTHER_USER ? this.state : this.say(SIGNED_OUT)
  }

  async ask () {
    const url = this.form.dataset.sessionUrl
    if (!url || this.asking) return
    this.asking = true
    try {
      const response = await fetch(url, { credentials: 'same-origin', cache: 'no-store', redirect: 'manual', headers: { Accept: 'application/json' } })
      if (response.ok) this.answered(await response.json())
    } catch { /* asked again at the next turn */ } finally { this.asking = false }
  }

  answered (session) {
    if (!session.signed_in) return this.say(SIGNED_OUT)
    const mine = this.form.dataset.sessionUser
    if (mine && session.user && session.user !== mine) return this.say(OTHER_USER)
    document.querySelectorAll('input[name=csrfmiddlewaretoken]').forEach((input) => { input.value = session.csrf })
    clearInterval(this.waiting)
    this.waiting = null
    // A second refusal in a row is not about the session: say so instead of going round.
    if (++this.refusals > 2) return this.say(REFUSED)
    this.plan(0)
  }

  // The last draft goes out before the form itself; a form that cannot arrive is not sent.
  async submit (event) {
    if (event.defaultPrevented) return
    if (this.sending || (!this.unsaved && !this.waiting)) return this.release()
    event.preventDefault()
    const state = await this.save()
    const lost = state === SIGNED_OUT || state === OTHER_USER || (state === RETRYING && !this.warned)
    if (lost) {
      this.warned = state === RETRYING
      if (state === RETRYING) this.say(RETRYING, {}, 'notSent')
      this.status?.scrollIntoView({ block: 'nearest' })
      return
    }
    this.sending = true
    this.form.requestSubmit(event.submitter)
  }

  release () {
    this.leaving = true
    clearTimeout(this.timer)
    clearInterval(this.waiting)
    this.guard()
    setTimeout(() => { this.leaving = this.sending = false; this.guard() }, 5000) // the page is still here: it was refused
  }

  leave () {
    const body = this.body()
    if (!this.leaving && !this.running && this.unsaved && !this.waiting && this.state !== CONFLICT && body.toString().length < KEEPALIVE_LIMIT) {
      const snapshot = body.toString()
      this.post(body, true).then((response) => { if (response.ok) this.accept(response, snapshot) }, () => {})
    }
  }

  say (state, values = {}, words = state.replace(/-(.)/g, (_, letter) => letter.toUpperCase())) {
    this.state = state
    if (state === SAVED) { this.refusals = 0; this.warned = false }
    if (!this.status) return state
    const key = 'text' + words[0].toUpperCase() + words.slice(1)
    const text = (this.status.dataset[key] ?? '').replace('%{time}', values.time ?? '')
    if (this.status.dataset.state === state && this.status.firstChild?.textContent === text) return state
    this.status.dataset.state = state
    this.status.replaceChildren(text)
    if (state === SIGNED_OUT || state === OTHER_USER) this.status.append(' ', this.link())
    return state
  }

  link () {
    const link = document.createElement('a')
    link.className = 'govuk-link'
    link.href = this.form.dataset.loginUrl ?? '/login/'
    link.target = '_blank'
    link.rel = 'noopener'
    link.textContent = this.status.dataset.textSignIn
    return link
  }
}

/** Looks after every form of the page that asks for it. */
export function keepDrafts () {
  document.querySelectorAll('form[data-draft-url]').forEach((form) => new Draft(form))
}
