export interface Example {
  slug: string;
  title: string;
  summary: string;
  broken: boolean;
  files: string[];
  question: string;
}

let index: Promise<Example[]> | undefined;

export function examples(): Promise<Example[]> {
  index ??= fetch('./gallery/index.json').then((answer) => {
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json() as Promise<Example[]>;
  });
  index.catch(() => (index = undefined));
  return index;
}

/** Fetches the texts of an example. */
export async function texts(example: Example): Promise<Record<string, string>> {
  const fetched = example.files.map(async (file) => {
    const answer = await fetch(`./gallery/${example.slug}/${file}`);
    if (!answer.ok) throw new Error(`${file}: ${answer.status}`);
    return [file, await answer.text()] as const;
  });
  return Object.fromEntries(await Promise.all(fetched));
}
