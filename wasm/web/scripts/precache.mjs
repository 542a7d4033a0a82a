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

// The examples and pages are many and are kept when they are first read; the page itself is needed at once.
const files = list('').filter((path) => path !== 'sw.js' && !path.startsWith('gallery/') && !path.endsWith('.map')).sort();
const hash = createHash('sha256');
for (const file of files) hash.update(file).update(readFileSync(dist + file));
const version = hash.digest('hex').slice(0, 16);
const source = readFileSync(template, 'utf8').replace("'VERSION'", JSON.stringify(version)).replace('[/* FILES */]', JSON.stringify(['./', ...files]));
writeFileSync(`${dist}sw.js`, source);
console.log(`dist/sw.js keeps ${files.length} files, version ${version}`);
