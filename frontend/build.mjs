// One command, no plugins: Sass -> (right-to-left) -> esbuild; copies fonts, htmx and their licences.
// `--check` builds to a temporary folder and fails when the committed static/ui/dist differs.
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as sass from 'sass'
import rtlcss from 'rtlcss'
import esbuild from 'esbuild'

const here = dirname(fileURLToPath(import.meta.url))
const committed = join(here, '../static/ui/dist')
const check = process.argv.includes('--check')
const out = check ? mkdtempSync(join(tmpdir(), 'dist-')) : committed
const modules = (path) => join(here, 'node_modules', path)
const vendored = {
  'govuk-frontend': null, // no licence file in the package: its notice is in notices/
  '@ministryofjustice/frontend': null,
  'htmx.org': 'LICENSE',
  '@fontsource-variable/source-sans-3': 'LICENSE',
}

function buildStyles () {
  const css = sass.compile(join(here, 'scss/app.scss'), { loadPaths: [here], quietDeps: true, logger: sass.Logger.silent, style: 'expanded' }).css
  // esbuild, not lightningcss: govuk-frontend still emits a media-query hack that lightningcss rejects
  const minify = (code) => esbuild.transformSync(code, { loader: 'css', minify: true, target: ['chrome111', 'firefox113', 'safari16.4'], legalComments: 'none', logLevel: 'error' }).code
  writeFileSync(join(out, 'app.css'), minify(css))
  writeFileSync(join(out, 'app.rtl.css'), minify(rtlcss.process(css)))
}

async function buildScripts () {
  await esbuild.build({ entryPoints: [join(here, 'js/app.js')], bundle: true, minify: true, format: 'esm', target: 'es2020', outfile: join(out, 'app.js'), legalComments: 'none', absWorkingDir: here })
  writeFileSync(join(out, 'boot.js'), esbuild.transformSync(readFileSync(join(here, 'js/boot.js'), 'utf8'), { minify: true }).code)
  // without its sourceMappingURL: the manifest storage would look for the missing map
  const htmx = readFileSync(modules('htmx.org/dist/htmx.min.js'), 'utf8')
  writeFileSync(join(out, 'htmx.js'), htmx.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, '\n'))
}

function copyAssets () {
  for (const script of ['latin', 'latin-ext', 'greek', 'cyrillic']) {
    const file = `source-sans-3-${script}-wght-normal.woff2`
    cpSync(modules(`@fontsource-variable/source-sans-3/files/${file}`), join(out, 'fonts', file))
  }
  // the only image our styles refer to
  cpSync(modules('@ministryofjustice/frontend/moj/assets/images/icon-document.svg'), join(out, 'img/icon-document.svg'))
}

function writeNotices () {
  const lock = JSON.parse(readFileSync(join(here, 'package-lock.json'), 'utf8')).packages
  const list = {}
  let text = 'Third-party works in this folder and their licences\n'
  for (const [name, licence] of Object.entries(vendored)) {
    const { version, license } = lock[`node_modules/${name}`]
    list[name] = `${version} ${license}`
    const notice = licence ? modules(`${name}/${licence}`) : join(here, 'notices', `${name.replace(/\W+/g, '-').replace(/^-/, '')}.txt`)
    const body = readFileSync(notice, 'utf8').trim()
    text += `\n\n${'='.repeat(78)}\n${name} ${version} (${license})\n${'='.repeat(78)}\n\n${body}\n`
  }
  writeFileSync(join(out, 'VENDORED.json'), JSON.stringify(list, null, 1) + '\n')
  writeFileSync(join(out, 'THIRD-PARTY-NOTICES.txt'), text)
  cpSync(modules('@fontsource-variable/source-sans-3/LICENSE'), join(out, 'fonts/OFL.txt'))
}

function guard () {
  const css = readFileSync(join(out, 'app.css'), 'utf8')
  if (/GDS Transport|crest|crown/i.test(css)) throw new Error('GOV.UK identity leaked into app.css')
  for (const [, url] of css.matchAll(/url\("?([^)#"]+)"?\)/g)) {
    if (!existsSync(join(out, url))) throw new Error('app.css refers to a missing file: ' + url)
  }
}

const files = (folder) => readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile()).map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name))).sort()
const sums = (folder) => files(folder)
  .map((file) => `${createHash('sha256').update(readFileSync(join(folder, file))).digest('hex')}  ${file}`).join('\n')

rmSync(out, { recursive: true, force: true })
for (const folder of ['fonts', 'img']) mkdirSync(join(out, folder), { recursive: true })
buildStyles()
await buildScripts()
copyAssets()
writeNotices()
guard()
if (check) {
  const same = existsSync(committed) && sums(out) === sums(committed)
  rmSync(out, { recursive: true, force: true })
  if (!same) { console.error('static/ui/dist is stale: run `npm ci --ignore-scripts && npm run build` in frontend/ and commit the result'); process.exit(1) }
  console.log('static/ui/dist is up to date')
} else console.log(sums(out))
