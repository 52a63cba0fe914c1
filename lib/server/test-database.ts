/** The address of another database on the same server. */
export const onDatabase = (url: string, name: string): string =>
  url.replace(/\/[^/?]*(\?|$)/, `/${name}$1`);
