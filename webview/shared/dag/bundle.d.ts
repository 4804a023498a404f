/** The build bundles the module as a script of its own and hands its text over: a page may start workers from blobs only. */
declare module '*?bundle' {
  const source: string;
  export default source;
}
