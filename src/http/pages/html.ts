/** Text that is HTML already; made by {@link html} only. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Part = Html | string | readonly (Html | string)[];

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
const rendered = (part: Part): string => {
  if (part instanceof Html) return part.text;
  return typeof part === 'string' ? escaped(part) : part.map(rendered).join('');
};

/** Writes HTML; whatever is put into it is escaped, unless it is HTML itself. */
export function html(texts: TemplateStringsArray, ...parts: Part[]): Html {
  return new Html(String.raw({ raw: texts }, ...parts.map(rendered)));
}

/** What every page of ours has in common. */
export interface Page {
  title: string;
  /** Addresses of style sheets and of the module that runs the page. */
  styles: readonly string[];
  script?: string;
  body: Html;
}

/** A whole HTML document. */
export function document({ title, styles, script, body }: Page): string {
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>${title}</title>
    <link rel="icon" href="data:,">
    ${styles.map((style) => html`<link rel="stylesheet" href="${style}">`)}
    ${script ? html`<script type="module" src="${script}"></script>` : ''}
  </head>
  <body>
    ${body}
  </body>
</html>
`.text;
}
