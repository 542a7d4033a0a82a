import { ui } from '../app.svelte';
import { words } from '../words';

export async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    ui.say(words.copied);
  } catch {
    ui.say(words.copyFailed);
  }
}

export function save(name: string, content: Blob | string, type = 'text/plain'): void {
  const blob = typeof content === 'string' ? new Blob([content], { type }) : content;
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
