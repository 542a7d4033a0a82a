/** What wasm-bindgen makes of `wasm/src`; it is copied to `pkg` before the page is built. */
declare module '*/outpath_wasm.js' {
  export default function init(from: { module_or_path: URL | string }): Promise<unknown>;
  export class Workspace {
    constructor();
    open(request: string): string;
    check(): string;
    problems(): string;
    scene(request: string): string;
    trace(flow: string): string;
    trace_text(flow: string): string;
    routes(node: string, to: string): string;
    failures(): string;
    endpoints(): string;
    complete(file: string, utf16: number): string;
    hover(file: string, utf16: number): string;
    matrix(from: number, count: number): string;
    explain(id: string): string;
    to_file(change: string): string;
    export(kind: string, request: string): string;
    topology(): string;
    format(file: string): string;
    free(): void;
  }
}
