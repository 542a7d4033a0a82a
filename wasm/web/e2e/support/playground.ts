import type { Download, Locator, Page } from 'playwright-core';
import { readFile } from 'node:fs/promises';

/** The page as people see it: by role and name. */
export class Playground {
  readonly ask: AskBar;
  readonly answer: Answer;
  readonly atlas: Atlas;
  readonly editor: Editor;
  readonly drawer: Drawer;
  readonly whatIf: WhatIf;
  readonly findings: Findings;
  readonly matrix: Matrix;
  readonly inspector: Inspector;

  constructor(readonly page: Page) {
    this.ask = new AskBar(this);
    this.answer = new Answer(this);
    this.atlas = new Atlas(this);
    this.editor = new Editor(this);
    this.drawer = new Drawer(this);
    this.whatIf = new WhatIf(this);
    this.findings = new Findings(this);
    this.matrix = new Matrix(this);
    this.inspector = new Inspector(this);
  }

  /** Waits until everything that was asked is answered. */
  async settled(): Promise<void> {
    await this.page.waitForFunction(() => {
      const root = document.querySelector<HTMLElement>('[data-revision]');
      return root !== null && Number(root.dataset['revision']) > 0 && root.dataset['revision'] === root.dataset['wanted'];
    });
  }

  /** Does something that asks anew, and waits for what it is answered. */
  async after(act: () => Promise<unknown>): Promise<void> {
    const before = await this.wanted();
    await act();
    await this.page.waitForFunction((before) => Number(document.querySelector<HTMLElement>('[data-wanted]')?.dataset['wanted']) > before, before);
    await this.settled();
  }

  async wanted(): Promise<number> {
    return Number(await this.page.locator('[data-wanted]').getAttribute('data-wanted'));
  }

  async press(key: string): Promise<void> {
    await this.page.keyboard.press(key);
  }

  /** What was said to somebody who listens. */
  live(): Promise<string | null> {
    return this.page.locator('[data-live]').textContent();
  }

  toast(): Locator {
    return this.page.locator('.toast');
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog');
  }

  async openDialog(button: 'Examples' | 'Share' | 'Commands'): Promise<Locator> {
    await this.page.getByRole('button', { name: button, exact: true }).first().click();
    await this.dialog.waitFor();
    return this.dialog;
  }

  async openExample(title: string | RegExp): Promise<void> {
    const dialog = await this.openDialog('Examples');
    await this.after(() => dialog.getByRole('button', { name: title }).first().click());
  }

  /** Does a command by the palette. */
  async command(name: string): Promise<void> {
    await this.press('ControlOrMeta+k');
    const field = this.dialog.getByRole('combobox', { name: 'Commands' });
    await field.fill(name);
    await this.press('Enter');
    await field.waitFor({ state: 'detached' });
  }

  /** Waits until something on the page is so. */
  async until(holds: () => Promise<boolean>): Promise<void> {
    while (!(await holds())) await this.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  }

  /** What the page gives to be saved when something is done. */
  async saved(act: () => Promise<unknown>): Promise<{ name: string; bytes: Buffer }> {
    const [download] = await Promise.all([this.page.waitForEvent('download'), act()]);
    return { name: (download as Download).suggestedFilename(), bytes: await readFile(await (download as Download).path()) };
  }

  /** Drops files on the page, as from a folder of the desktop. */
  async drop(files: Record<string, string>): Promise<void> {
    await this.page.evaluate((files) => {
      const dataTransfer = new DataTransfer();
      for (const [name, text] of Object.entries(files)) dataTransfer.items.add(new File([text], name));
      for (const type of ['dragenter', 'dragover', 'drop']) document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    }, files);
  }

  /** The link that the page gives. */
  async link(): Promise<string> {
    const dialog = await this.openDialog('Share');
    await dialog.getByRole('button', { name: 'Copy link' }).click();
    await dialog.waitFor({ state: 'detached' });
    return this.clipboard();
  }

  clipboard(): Promise<string> {
    return this.page.evaluate(() => navigator.clipboard.readText());
  }
}

class AskBar {
  constructor(private readonly playground: Playground) {}
  get field(): Locator {
    return this.playground.page.getByRole('combobox', { name: /^Ask/ });
  }
  async ask(flow: string): Promise<void> {
    await this.field.fill(flow);
    await this.playground.after(() => this.field.press('Enter'));
  }
}

class Answer {
  constructor(private readonly playground: Playground) {}
  get pane(): Locator {
    return this.playground.page.getByRole('region', { name: 'Answer' });
  }
  get verdict(): Locator {
    return this.pane.locator('.verdict-word');
  }
  get hops(): Locator {
    return this.pane.getByRole('region', { name: 'Hops, there' }).getByRole('button', { name: /^Hop/ });
  }
  get back(): Locator {
    return this.pane.getByRole('region', { name: 'Hops, back' }).getByRole('button', { name: /^Hop/ });
  }
  get openHop(): Locator {
    return this.pane.locator('.hop.open');
  }
  /** The sentences below the verdict. */
  get told(): Locator {
    return this.pane.locator('.told');
  }
  nextHop(): Promise<void> {
    return this.pane.getByRole('button', { name: 'Next hop' }).click();
  }
}

class Atlas {
  constructor(private readonly playground: Playground) {}
  get tree(): Locator {
    return this.playground.page.getByRole('tree');
  }
  box(name: string | RegExp): Locator {
    return this.tree.getByRole('treeitem', { name });
  }
  wire(id: string): Locator {
    return this.playground.page.locator(`[data-wire=${JSON.stringify(id)}]`);
  }
  /** Where every box stands, in units of the picture, in the order of the page. */
  async boxes(): Promise<Map<string, Rect>> {
    const found = await this.tree.locator('[data-box]').evaluateAll((boxes) =>
      boxes.map((box) => {
        const [x = NaN, y = NaN] = (/translate\(([^)]*)\)/.exec((box as SVGGElement).style.transform)?.[1] ?? '').split(',').map(parseFloat);
        const rect = box.querySelector('.body, .area');
        const size = (name: string): number => Number(rect?.getAttribute(name));
        return [box.getAttribute('data-box') ?? '', { x, y, width: size('width'), height: size('height') }] as const;
      }),
    );
    return new Map(found);
  }
}

export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** What the editor leaves at its element. */
interface EditorField {
  cmTile: { view: { dispatch(change: { selection: { anchor: number }; scrollIntoView: boolean }): void; state: { doc: { toString(): string }; selection: { main: { from: number; to: number; head: number } } } } };
}

class Editor {
  constructor(private readonly playground: Playground) {}
  get field(): Locator {
    return this.playground.page.getByRole('textbox', { name: /^Text of/ });
  }
  /** Replaces the whole text. */
  async write(text: string): Promise<void> {
    await this.field.focus();
    await this.field.press('ControlOrMeta+a');
    await this.playground.after(() => this.playground.page.keyboard.insertText(text));
  }
  async text(): Promise<string> {
    return (await this.state()).text;
  }
  /** The line that the caret stands in. */
  async selectedLine(): Promise<number> {
    const { text, head } = await this.state();
    return text.slice(0, head).split('\n').length;
  }
  async selection(): Promise<string> {
    const { text, from, to } = await this.state();
    return text.slice(from, to);
  }
  /** Asks the editor itself, as only a part of a long text is in the page. */
  private state(): Promise<{ text: string; from: number; to: number; head: number }> {
    return this.field.evaluate((field) => {
      const { doc, selection } = (field as unknown as EditorField).cmTile.view.state;
      const { from, to, head } = selection.main;
      return { text: doc.toString(), from, to, head };
    });
  }
  /** Puts the caret somewhere in the text, and that place into sight. */
  async go(offset: number): Promise<void> {
    await this.field.focus();
    await this.field.evaluate((field, anchor) => (field as unknown as EditorField).cmTile.view.dispatch({ selection: { anchor }, scrollIntoView: true }), offset);
    // The editor scrolls with the next frame.
    await this.playground.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  }
  /** What is offered at the caret. */
  get offered(): Locator {
    return this.playground.page.locator('.cm-tooltip-autocomplete').getByRole('option');
  }
  /** Waits until the editor takes keys for what it offers: not at once, lest somebody who types on is surprised. */
  async offers(): Promise<void> {
    await this.offered.first().waitFor();
    await this.playground.page.waitForFunction((since) => performance.now() - since > 150, await this.playground.page.evaluate(() => performance.now()));
  }
  /** Rests on a word of the text. */
  async hover(word: string): Promise<void> {
    await this.go((await this.text()).indexOf(word));
    const text = this.field.locator('.cm-line', { hasText: word }).first();
    const box = await text.evaluate((line, word) => {
      const walk = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
      for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        const at = node.textContent?.indexOf(word) ?? -1;
        if (at < 0) continue;
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + word.length);
        const { x, y, width, height } = range.getBoundingClientRect();
        return { x: x + width / 2, y: y + height / 2 };
      }
      return null;
    }, word);
    if (!box) throw new Error(`${word} is not in sight`);
    await this.playground.page.mouse.move(box.x - 3, box.y);
    await this.playground.page.mouse.move(box.x, box.y);
  }
  /** Gives the keyboard back to the page. */
  async leave(): Promise<void> {
    await this.field.evaluate((field) => (field as HTMLElement).blur());
  }
  squiggles(kind: 'error' | 'warning'): Locator {
    return this.playground.page.locator(`.cm-lintRange-${kind}`);
  }
}

class WhatIf {
  constructor(private readonly playground: Playground) {}
  /** What is tried out at the moment. */
  get strip(): Locator {
    return this.playground.page.getByRole('group', { name: 'What if' });
  }
  async show(): Promise<void> {
    await this.playground.drawer.tab(/What if/).click();
  }
  box(group: string, label: string): Locator {
    return this.playground.drawer.panel.getByRole('group', { name: group, exact: true }).getByRole('checkbox', { name: label, exact: true });
  }
  /** Breaks a part, or mends it again. */
  async toggle(group: string, label: string): Promise<void> {
    await this.show();
    await this.playground.after(() => this.box(group, label).click());
  }
  async addRoute(prefix: string, target: string, table: string): Promise<void> {
    await this.show();
    const { panel } = this.playground.drawer;
    await panel.getByLabel('Prefix').fill(prefix);
    await panel.getByLabel('Target').fill(target);
    await panel.getByLabel('Table').fill(table);
    await this.playground.after(() => panel.getByRole('button', { name: 'Add route' }).click());
  }
}

class Findings {
  constructor(private readonly playground: Playground) {}
  get all(): Locator {
    return this.playground.drawer.panel.locator('.finding');
  }
  of(code: string): Locator {
    return this.all.filter({ has: this.playground.page.getByRole('button', { name: code, exact: true }) });
  }
}

class Matrix {
  constructor(private readonly playground: Playground) {}
  get status(): Locator {
    return this.playground.drawer.panel.getByRole('status');
  }
  get grid(): Locator {
    return this.playground.drawer.panel.getByRole('grid');
  }
  /** The cells that are in the page, which are those in sight and a few beyond. */
  get cells(): Locator {
    return this.grid.locator('[role=gridcell]:not(.self):not(.untraced)');
  }
  cell(from: string, to: string): Locator {
    return this.grid.getByRole('gridcell', { name: new RegExp(`^${from} to ${to}: `) });
  }
  /** What the keyboard is at. */
  async active(): Promise<string | null> {
    const id = await this.grid.getAttribute('aria-activedescendant');
    return this.playground.page.locator(`[id="${id}"]`).getAttribute('aria-label');
  }
  async start(): Promise<void> {
    await this.playground.drawer.tab(/Matrix/).click();
    await this.playground.drawer.panel.getByRole('button', { name: 'Trace everything' }).click();
  }
  async finished(): Promise<void> {
    await this.playground.drawer.panel.getByRole('button', { name: 'Trace again' }).waitFor();
  }
}

class Inspector {
  constructor(private readonly playground: Playground) {}
  tab(name: 'Answer' | 'Selected' | 'Why'): Locator {
    return this.playground.page.getByRole('tablist', { name: 'Answer' }).getByRole('tab', { name });
  }
  get panel(): Locator {
    return this.playground.page.locator('#inspector-panel');
  }
}

class Drawer {
  constructor(private readonly playground: Playground) {}
  tab(name: RegExp): Locator {
    return this.playground.page.getByRole('tablist', { name: 'Findings and what-ifs' }).getByRole('tab', { name });
  }
  get panel(): Locator {
    return this.playground.page.locator('#drawer-panel');
  }
}
