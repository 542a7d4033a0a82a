import { acceptCompletion, autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap, type CompletionContext, type CompletionResult } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, foldGutter, foldKeymap, HighlightStyle, indentOnInput, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, lintKeymap } from '@codemirror/lint';
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, type Extension, type Text } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter, hoverTooltip, keymap, lineNumbers, type Tooltip } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import type { Completion, Hover } from '../engine/types';
import { toDom } from '../ui/markdown';

export interface Hooks {
  complete(file: string, at: number): Promise<Completion>;
  hover(file: string, at: number): Promise<Hover | null>;
  changed(file: string, text: string): void;
  trace(): void;
}

const colors = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--code-key)' },
  { tag: [tags.string, tags.content], color: 'var(--code-value)' },
  { tag: [tags.comment, tags.lineComment], color: 'var(--muted)', fontStyle: 'italic' },
  { tag: [tags.keyword, tags.bool, tags.number, tags.atom], color: 'var(--code-value)' },
  { tag: [tags.punctuation, tags.separator, tags.squareBracket, tags.brace], color: 'var(--muted)' },
]);

const look = EditorView.theme({
  '&': { height: '100%', color: 'var(--ink)', backgroundColor: 'var(--panel)', fontSize: '13px' },
  '&.cm-focused': { outline: '2px solid var(--focus)', outlineOffset: '-2px' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.55' },
  '.cm-content': { caretColor: 'var(--ink)', padding: '8px 0' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)', borderLeftWidth: '2px' },
  '.cm-gutters': { backgroundColor: 'var(--panel)', color: 'var(--muted)', border: 'none' },
  '.cm-activeLine': { backgroundColor: 'var(--active)' },
  '.cm-activeLineGutter': { backgroundColor: 'var(--active)', color: 'var(--ink)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': { backgroundColor: 'var(--selection)' },
  '.cm-selectionMatch': { backgroundColor: 'var(--selection)' },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--selection)', outline: '1px solid var(--muted)' },
  '.cm-foldPlaceholder': { backgroundColor: 'var(--active)', border: '1px solid var(--rule)', color: 'var(--muted)' },
  '.cm-tooltip': { backgroundColor: 'var(--panel)', color: 'var(--ink)', border: '1px solid var(--rule)', borderRadius: '6px', boxShadow: 'var(--shadow)', maxWidth: '30rem', overflow: 'hidden', fontFamily: 'var(--sans)' },
  '.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--mono)', maxHeight: '16em' },
  '.cm-tooltip-autocomplete > ul > li': { padding: '3px 8px', lineHeight: '1.5' },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': { backgroundColor: 'var(--accent)', color: 'var(--on-accent)' },
  '.cm-tooltip-autocomplete > ul > li[aria-selected] .cm-completionDetail': { color: 'var(--on-accent)' },
  '.cm-completionDetail': { color: 'var(--muted)', fontStyle: 'normal', marginLeft: '1em', fontFamily: 'var(--sans)' },
  '.cm-completionInfo': { padding: '8px 10px', maxWidth: '20rem', lineHeight: '1.45' },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '600' },
  '.cm-hover': { padding: '8px 12px', lineHeight: '1.45', maxHeight: '20em', overflow: 'auto' },
  '.cm-hover h4': { margin: '0 0 4px', fontSize: '13px' },
  '.cm-hover p': { margin: '0 0 6px' },
  '.cm-hover p:last-child': { margin: '0' },
  '.cm-hover code': { fontFamily: 'var(--mono)', fontSize: '12px' },
  '.cm-diagnostic': { padding: '6px 10px', borderLeft: '4px solid var(--rule)', lineHeight: '1.45', whiteSpace: 'pre-wrap' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--bad)' },
  '.cm-diagnostic-warning': { borderLeftColor: 'var(--warn)' },
  '.cm-diagnostic-info': { borderLeftColor: 'var(--muted)' },
  '.cm-diagnosticAction': { font: 'inherit', fontWeight: '600', backgroundColor: 'var(--panel)', color: 'var(--accent)', border: '1px solid var(--control)', borderRadius: '5px', padding: '3px 9px', margin: '6px 6px 0 0', cursor: 'pointer', minHeight: '24px' },
  '.cm-lintRange-error': { backgroundImage: 'none', textDecoration: 'underline wavy var(--bad) 1.5px', textUnderlineOffset: '3px', textDecorationSkipInk: 'none' },
  '.cm-lintRange-warning': { backgroundImage: 'none', textDecoration: 'underline dashed var(--warn) 1.5px', textUnderlineOffset: '3px', textDecorationSkipInk: 'none' },
  '.cm-lintRange-info': { backgroundImage: 'none', textDecoration: 'underline dotted var(--muted) 1.5px', textUnderlineOffset: '3px', textDecorationSkipInk: 'none' },
  '.cm-lint-marker': { content: 'none', width: '9px', height: '9px', margin: '0.38em 0 0 3px', borderRadius: '50%' },
  '.cm-lint-marker-error': { content: 'none', backgroundColor: 'var(--bad)' },
  '.cm-lint-marker-warning': { content: 'none', backgroundColor: 'transparent', border: '2px solid var(--warn)', boxSizing: 'border-box' },
  '.cm-lint-marker-info': { content: 'none', backgroundColor: 'transparent', border: '2px dotted var(--muted)', boxSizing: 'border-box' },
  '.cm-panels': { backgroundColor: 'var(--panel)', color: 'var(--ink)', borderColor: 'var(--rule)' },
  '.cm-panel.cm-search': { fontFamily: 'var(--sans)', padding: '6px 8px' },
  '.cm-textfield': { backgroundColor: 'var(--page)', border: '1px solid var(--control)', borderRadius: '4px', color: 'var(--ink)' },
  '.cm-button': { backgroundImage: 'none', backgroundColor: 'var(--panel)', border: '1px solid var(--control)', borderRadius: '4px', color: 'var(--ink)' },
  '.cm-flash': { backgroundColor: 'var(--selection)' },
  '.cm-line': { padding: '0 8px 0 4px' },
});

const language = new Compartment();
const colored: Extension = yaml();
const plain: Extension = [];
/** The coloring of YAML calls itself for each level, and no network is described so deep. */
const DEEPEST = 400;

function isDeep(text: Text): boolean {
  let depth = 0;
  for (const line of text.iterLines()) {
    if (line.search(/\S/) > DEEPEST) return true;
    for (const one of line) {
      if (one === '[' || one === '{') depth += 1;
      else if (one === ']' || one === '}') depth = Math.max(0, depth - 1);
      if (depth > DEEPEST) return true;
    }
  }
  return false;
}

const coloring: Extension = EditorState.transactionExtender.of((change) => {
  if (!change.docChanged) return null;
  const wanted = isDeep(change.newDoc) ? plain : colored;
  return wanted === language.get(change.startState) ? null : { effects: language.reconfigure(wanted) };
});

/** Makes the state of one file. Each file keeps its own undo. */
export function state(file: string, text: string, hooks: Hooks, label: string): EditorState {
  const doc = EditorState.create({ doc: text }).doc;
  return EditorState.create({ doc, extensions: [language.of(isDeep(doc) ? plain : colored), extensions(file, hooks, label)] });
}

function extensions(file: string, hooks: Hooks, label: string): Extension[] {
  return [
    lineNumbers(),
    lintGutter(),
    foldGutter({ openText: '▾', closedText: '▸' }),
    highlightActiveLineGutter(),
    highlightActiveLine(),
    history(),
    drawSelection(),
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    highlightSelectionMatches(),
    syntaxHighlighting(colors),
    look,
    EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0', spellcheck: 'false', autocapitalize: 'off' }),
    EditorState.tabSize.of(2),
    coloring,
    autocompletion({ override: [(context) => complete(file, hooks, context)], icons: false, activateOnTypingDelay: 60 }),
    hoverTooltip((_, at) => hover(file, hooks, at), { hoverTime: 350 }),
    EditorView.domEventHandlers({ beforeinput: overwrite }),
    keymap.of([
      { key: 'Mod-Enter', run: () => (hooks.trace(), true) },
      { key: 'Tab', run: acceptCompletion },
      ...closeBracketsKeymap,
      ...defaultKeymap,
      ...searchKeymap,
      ...historyKeymap,
      ...foldKeymap,
      ...completionKeymap,
      ...lintKeymap,
      indentWithTab,
    ]),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) hooks.changed(file, update.state.doc.toString());
    }),
  ];
}

/** Browsers that type over several lines keep their looks in inline styles, which the policy of the page forbids. */
function overwrite(event: InputEvent, view: EditorView): boolean {
  const { main } = view.state.selection;
  const lines = view.state.doc.lineAt(main.from).number !== view.state.doc.lineAt(main.to).number;
  if (event.inputType !== 'insertText' || event.data === null || view.composing || !lines) return false;
  event.preventDefault();
  view.dispatch(view.state.replaceSelection(event.data), { userEvent: 'input.type', scrollIntoView: true });
  return true;
}

async function complete(file: string, hooks: Hooks, context: CompletionContext): Promise<CompletionResult | null> {
  const before = context.matchBefore(/[\w.:/-]+|[{,[:]\s*|^\s+/);
  if (!context.explicit && !before) return null;
  const found = await hooks.complete(file, context.pos).catch(() => null);
  if (!found || found.options.length === 0 || context.aborted) return null;
  return {
    from: found.from,
    to: found.to,
    validFor: /^[\w.:/-]*$/,
    options: found.options.map((option, at) => ({
      label: option.label,
      detail: option.detail,
      apply: option.insert,
      // The module has put the best first.
      boost: -Math.min(at, 99),
      ...(option.doc === '' ? {} : { info: () => block(option.doc) }),
    })),
  };
}

async function hover(file: string, hooks: Hooks, at: number): Promise<Tooltip | null> {
  const found = await hooks.hover(file, at).catch(() => null);
  if (!found) return null;
  return {
    pos: found.from,
    end: found.to,
    above: true,
    create: () => {
      const dom = document.createElement('div');
      dom.className = 'cm-hover';
      const title = document.createElement('h4');
      title.textContent = found.title;
      dom.append(title, toDom(found.markdown));
      return { dom };
    },
  };
}

function block(markdown: string): HTMLElement {
  const dom = document.createElement('div');
  dom.append(toDom(markdown));
  return dom;
}
