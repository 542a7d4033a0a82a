import type { Locator, Page } from 'playwright-core';

/** The page as people see it: by role and name. */
export class Playground {
  readonly ask: AskBar;
  readonly answer: Answer;
  readonly atlas: Atlas;
  readonly editor: Editor;
  readonly drawer: Drawer;

  constructor(readonly page: Page) {
    this.ask = new AskBar(this);
    this.answer = new Answer(this);
    this.atlas = new Atlas(this);
    this.editor = new Editor(this);
    this.drawer = new Drawer(this);
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

  async openExample(title: string | RegExp): Promise<void> {
    await this.page.getByRole('button', { name: 'Examples', exact: true }).first().click();
    await this.after(() => this.page.getByRole('dialog').getByRole('button', { name: title }).first().click());
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
}

class Atlas {
  constructor(private readonly playground: Playground) {}
  get tree(): Locator {
    return this.playground.page.getByRole('tree');
  }
  box(name: string | RegExp): Locator {
    return this.tree.getByRole('treeitem', { name });
  }
  /** Where every box stands, in units of the picture. */
  positions(): Promise<Record<string, string>> {
    return this.tree.locator('[data-box]').evaluateAll((boxes) => Object.fromEntries(boxes.map((box) => [box.getAttribute('data-box'), (box as SVGGElement).style.transform])));
  }
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
  text(): Promise<string> {
    return this.field.evaluate((field) => (field as unknown as { cmTile?: { view: { state: { doc: { toString(): string } } } } }).cmTile?.view.state.doc.toString() ?? (field as HTMLElement).innerText);
  }
  squiggles(kind: 'error' | 'warning'): Locator {
    return this.playground.page.locator(`.cm-lintRange-${kind}`);
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
