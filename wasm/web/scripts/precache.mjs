// Writes the service worker with the list of what the page is made of, so that it opens without a network.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const template = fileURLToPath(new URL('../src/sw.js', import.meta.url));

function list(folder) {
  return readdirSync(dist + folder).flatMap((name) => {
    const path = folder + name;
    return statSync(dist + path).isDirectory() ? list(`${path}/`) : [path];
  });
}

// The page itself is needed at once; the many examples and pages, and what reads answers of AWS, come after it.
const isLater = (path) => path.startsWith('gallery/') || path === 'pages.json' || path.includes('outpath_import');
const all = list('').filter((path) => path !== 'sw.js' && !path.endsWith('.map')).sort();
const [files, later] = [all.filter((path) => !isLater(path)), all.filter(isLater)];
const hash = createHash('sha256');
for (const file of all) hash.update(file).update(readFileSync(dist + file));
const version = hash.digest('hex').slice(0, 16);
const source = readFileSync(template, 'utf8').replace("'VERSION'", JSON.stringify(version)).replace('/* FILES */', JSON.stringify(['./', ...files]).slice(1, -1)).replace('/* LATER */', JSON.stringify(later).slice(1, -1));
writeFileSync(`${dist}sw.js`, source);
console.log(`dist/sw.js keeps ${files.length} files, and ${later.length} later, version ${version}`);
