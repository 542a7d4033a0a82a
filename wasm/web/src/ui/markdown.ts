/** The little of Markdown that our pages use, as DOM: no text of a document is ever read as HTML. */

type Inline = { kind: 'text' | 'code' | 'strong' | 'em'; text: string } | { kind: 'link'; text: string; href: string };
export type Block =
  | { kind: 'heading'; level: number; inline: Inline[] }
  | { kind: 'paragraph'; inline: Inline[] }
  | { kind: 'list'; ordered: boolean; items: Inline[][] }
  | { kind: 'code'; text: string }
  | { kind: 'table'; head: Inline[][]; rows: Inline[][][] };

export function parse(markdown: string): Block[] {
  const lines = markdown.split('\n');
  const blocks: Block[] = [];
  let at = 0;
  const line = (): string => lines[at] ?? '';
  while (at < lines.length) {
    if (line().trim() === '') {
      at++;
    } else if (line().startsWith('```')) {
      const code: string[] = [];
      for (at++; at < lines.length && !line().startsWith('```'); at++) code.push(line());
      at++;
      blocks.push({ kind: 'code', text: code.join('\n') });
    } else if (/^#{1,6} /.test(line())) {
      const level = line().indexOf(' ');
      blocks.push({ kind: 'heading', level, inline: inline(line().slice(level + 1)) });
      at++;
    } else if (/^\s*([-*]|\d+\.) /.test(line())) {
      const ordered = /^\s*\d/.test(line());
      const items: string[] = [];
      for (; at < lines.length && line().trim() !== ''; at++) {
        const item = /^\s*(?:[-*]|\d+\.) (.*)$/.exec(line());
        if (item) items.push(item[1] ?? '');
        else items[items.length - 1] += ` ${line().trim()}`;
      }
      blocks.push({ kind: 'list', ordered, items: items.map(inline) });
    } else if (line().startsWith('|')) {
      const rows: Inline[][][] = [];
      for (; line().startsWith('|'); at++) {
        const cells = line().replace(/^\||\|\s*$/g, '').split('|').map((cell) => cell.trim());
        if (!cells.every((cell) => /^:?-+:?$/.test(cell))) rows.push(cells.map(inline));
      }
      blocks.push({ kind: 'table', head: rows[0] ?? [], rows: rows.slice(1) });
    } else {
      const text: string[] = [];
      for (; at < lines.length && line().trim() !== '' && !/^(#{1,6} |```|\||\s*[-*] )/.test(line()); at++) text.push(line().trim());
      if (text.length === 0) text.push(lines[at++] ?? '');
      blocks.push({ kind: 'paragraph', inline: inline(text.join(' ')) });
    }
  }
  return blocks;
}

function inline(text: string): Inline[] {
  const found: Inline[] = [];
  const pattern = /`([^`]+)`|\*\*([^*]+)\*\*|\*([^*\s][^*]*)\*|\[([^\]]+)\]\(([^)\s]+)\)|<(https?:[^>\s]+)>|(https?:\/\/[^\s)]+[^\s).,;])/g;
  let last = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > last) found.push({ kind: 'text', text: text.slice(last, match.index) });
    const [whole, code, strong, em, label, href, angle, bare] = match;
    if (code !== undefined) found.push({ kind: 'code', text: code });
    else if (strong !== undefined) found.push({ kind: 'strong', text: strong });
    else if (em !== undefined) found.push({ kind: 'em', text: em });
    else if (label !== undefined) found.push({ kind: 'link', text: label.replaceAll('`', ''), href: href ?? '' });
    else found.push({ kind: 'link', text: angle ?? bare ?? '', href: angle ?? bare ?? '' });
    last = match.index + whole.length;
  }
  if (last < text.length) found.push({ kind: 'text', text: text.slice(last) });
  return found;
}

const TAGS = { code: 'code', strong: 'strong', em: 'em' } as const;

function inlineDom(parts: Inline[]): Node[] {
  return parts.map((part) => {
    if (part.kind === 'text') return document.createTextNode(part.text);
    if (part.kind === 'link') {
      // Links within a page of ours lead nowhere here; those to the web open beside the page.
      if (!/^https?:/.test(part.href)) return document.createTextNode(part.text);
      const link = document.createElement('a');
      link.href = part.href;
      link.target = '_blank';
      link.rel = 'noopener noreferrer';
      link.textContent = part.text;
      return link;
    }
    const element = document.createElement(TAGS[part.kind]);
    element.textContent = part.text;
    return element;
  });
}

function row(cells: Inline[][], tag: 'th' | 'td'): HTMLElement {
  const row = document.createElement('tr');
  for (const cell of cells) {
    const element = document.createElement(tag);
    element.append(...inlineDom(cell));
    row.append(element);
  }
  return row;
}

export function toDom(markdown: string): DocumentFragment {
  const fragment = document.createDocumentFragment();
  for (const block of parse(markdown)) {
    switch (block.kind) {
      case 'heading': {
        const heading = document.createElement(`h${Math.min(6, block.level + 2)}`);
        heading.append(...inlineDom(block.inline));
        fragment.append(heading);
        break;
      }
      case 'paragraph': {
        const paragraph = document.createElement('p');
        paragraph.append(...inlineDom(block.inline));
        fragment.append(paragraph);
        break;
      }
      case 'list': {
        const list = document.createElement(block.ordered ? 'ol' : 'ul');
        for (const item of block.items) {
          const element = document.createElement('li');
          element.append(...inlineDom(item));
          list.append(element);
        }
        fragment.append(list);
        break;
      }
      case 'code': {
        const pre = document.createElement('pre');
        pre.tabIndex = 0;
        pre.textContent = block.text;
        fragment.append(pre);
        break;
      }
      case 'table': {
        const table = document.createElement('table');
        table.append(row(block.head, 'th'), ...block.rows.map((cells) => row(cells, 'td')));
        fragment.append(table);
      }
    }
  }
  return fragment;
}
