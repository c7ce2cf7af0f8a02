// Vite gives a file's text for `?raw`.
declare module '*.md?raw' {
  const text: string;
  export default text;
}
