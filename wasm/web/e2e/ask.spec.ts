import { expect, test } from 'vitest';
import { open } from './support/browser';

test('ask-by-typing: names are offered, and the keyboard takes them', async () => {
  const page = await open();
  await page.press('/');
  await page.ask.field.fill('bat');
  const offered = page.page.getByRole('listbox', { name: 'Names' });
  expect(await offered.getByRole('option').first().textContent()).toContain('batch');
  await page.press('ArrowDown');
  await page.press('Enter');
  await page.until(async () => (await page.ask.field.inputValue()) === 'batch -> ');
  await page.page.keyboard.type('d');
  await page.press('ArrowDown');
  await page.press('Tab');
  await page.until(async () => (await page.ask.field.inputValue()) === 'batch -> campus.db ');
  await page.page.keyboard.type('tcp/5432');
  await page.after(() => page.press('Enter'));
  expect(await page.answer.verdict.textContent()).toContain('Not reachable');
});

test('ask-by-typing: a question that fails says what would fix it', async () => {
  const page = await open();
  await page.ask.ask('batch -> db tcp/5432');
  expect(await page.answer.verdict.textContent()).toContain('Not reachable');
  expect(await page.answer.pane.getByRole('heading', { name: 'What would fix it' }).isVisible()).toBe(true);
  await page.answer.pane.getByRole('button', { name: 'coip-not-allocated' }).first().click();
  expect(await page.inspector.tab('Why').getAttribute('aria-selected')).toBe('true');
  await page.inspector.panel.getByRole('heading', { name: /coip-not-allocated/ }).first().waitFor();
});

test('ask-by-typing: a name that nothing has is explained, and the answer before is gone', async () => {
  const page = await open();
  await page.ask.ask('weg -> db tcp/5432');
  expect(await page.page.locator('#ask-wrong').textContent()).toContain('Did you mean');
  expect(await page.ask.field.getAttribute('aria-invalid')).toBe('true');
  expect(await page.answer.verdict.count()).toBe(0);
  await page.ask.ask('web -> db tcp/5432');
  expect(await page.page.locator('#ask-wrong').count()).toBe(0);
  expect(await page.answer.verdict.textContent()).toContain('Reachable');
});

test('ask-by-typing: what was asked before is offered in an empty field', async () => {
  const page = await open();
  await page.ask.ask('web -> internet tcp/443');
  await page.ask.ask('batch -> web tcp/8080');
  await page.ask.field.fill('');
  const before = page.page.getByRole('listbox', { name: 'Asked before' });
  await page.after(() => before.getByRole('option', { name: 'web -> internet tcp/443' }).click());
  expect(await page.ask.field.inputValue()).toBe('web -> internet tcp/443');
  expect(await page.answer.verdict.textContent()).toContain('Reachable');
});

test('ask-by-two-clicks: the first box sends, the second answers, the ports stay', async () => {
  const page = await open();
  await page.atlas.box(/^host campus\.db/).click();
  expect(await page.page.getByText('From campus.db. Select where to, or press Escape.').isVisible()).toBe(true);
  expect(await page.inspector.tab('Selected').getAttribute('aria-selected')).toBe('true');
  await page.after(() => page.atlas.box(/^(instance|network interface) web/).click());
  expect(await page.ask.field.inputValue()).toBe('campus.db -> web tcp/5432');
  expect(await page.answer.verdict.textContent()).toContain('Reachable');
});

test('ask-by-two-clicks: Escape lets go of the first', async () => {
  const page = await open();
  await page.atlas.box(/^host campus\.db/).click();
  await page.press('Escape');
  expect(await page.page.getByText(/Select where to/).count()).toBe(0);
  await page.atlas.box(/^(instance|network interface) web/).click();
  expect(await page.ask.field.inputValue()).toBe('web -> db tcp/5432');
});
