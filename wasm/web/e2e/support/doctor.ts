/**
 * Makes a function that a WebAssembly module exports trap as soon as it is called, as a panic of the module does: its body becomes
 * `unreachable`. Nothing else moves.
 */
export function trapping(module: Buffer, name: string): Buffer {
  const bytes = Buffer.from(module);
  let imported = 0;
  let wanted = -1;
  for (const section of sections(bytes)) {
    const reader = new Reader(bytes, section.start);
    if (section.id === IMPORTS) imported = importedFunctions(reader);
    if (section.id === EXPORTS) wanted = exportedFunction(reader, name);
    if (section.id !== CODE || wanted < imported) continue;
    reader.number();
    for (let at = imported; at < wanted; at++) {
      const size = reader.number();
      reader.at += size;
    }
    const size = reader.number();
    bytes.fill(NOP, reader.at, reader.at + size);
    bytes[reader.at] = 0;
    bytes[reader.at + 1] = UNREACHABLE;
    bytes[reader.at + size - 1] = END;
    return bytes;
  }
  throw new Error(`the module exports no function ${name}`);
}

const [IMPORTS, EXPORTS, CODE] = [2, 7, 10];
const [UNREACHABLE, NOP, END] = [0x00, 0x01, 0x0b];

class Reader {
  constructor(
    private readonly bytes: Buffer,
    public at: number,
  ) {}

  byte(): number {
    return this.bytes[this.at++] ?? 0;
  }

  /** A number as LEB128. */
  number(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  }

  text(): string {
    const length = this.number();
    this.at += length;
    return this.bytes.toString('utf8', this.at - length, this.at);
  }
}

function* sections(bytes: Buffer): Generator<{ id: number; start: number }> {
  const reader = new Reader(bytes, 8);
  while (reader.at < bytes.length) {
    const id = reader.byte();
    const size = reader.number();
    yield { id, start: reader.at };
    reader.at += size;
  }
}

function importedFunctions(reader: Reader): number {
  let functions = 0;
  for (let left = reader.number(); left > 0; left--) {
    reader.text();
    reader.text();
    const kind = reader.byte();
    if (kind === 0) {
      functions += 1;
      reader.number();
    } else if (kind === 1) {
      reader.byte();
      limits(reader);
    } else if (kind === 2) limits(reader);
    else reader.at += 2;
  }
  return functions;
}

function limits(reader: Reader): void {
  const flags = reader.byte();
  reader.number();
  if (flags % 2 === 1) reader.number();
}

function exportedFunction(reader: Reader, name: string): number {
  for (let left = reader.number(); left > 0; left--) {
    const exported = reader.text();
    const kind = reader.byte();
    const index = reader.number();
    if (kind === 0 && exported === name) return index;
  }
  return -1;
}
