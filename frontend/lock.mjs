// Keeps package-lock.json free of download addresses: the integrity hashes are what pins a package.
// `--check` only looks, and fails when an address or a missing hash is found.
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const path = join(dirname(fileURLToPath(import.meta.url)), 'package-lock.json')
const lock = JSON.parse(readFileSync(path, 'utf8'))
const packages = Object.entries(lock.packages).filter(([name]) => name)
const unpinned = packages.filter(([, entry]) => !entry.integrity).map(([name]) => name)
if (unpinned.length) throw new Error('package-lock.json has packages without a hash: ' + unpinned.join(', '))

const addressed = packages.filter(([, entry]) => 'resolved' in entry)
if (addressed.length && process.argv.includes('--check')) {
  console.error(`package-lock.json names ${addressed.length} download addresses: run \`npm run lock\` and commit the result`)
  process.exit(1)
}
for (const [, entry] of addressed) delete entry.resolved
if (addressed.length) writeFileSync(path, JSON.stringify(lock, null, 2) + '\n')
