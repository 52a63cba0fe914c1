export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

export const themeCookie = "signalbox-theme";

/** The theme a cookie names; the system's where it names none. */
export const themeOf = (cookie: string | undefined): Theme =>
  themes.find((theme) => theme === cookie) ?? "system";

/** Shows the page in a theme and keeps the choice for a year. Only in the browser. */
export const applyTheme = (theme: Theme): void => {
  document.documentElement.dataset.theme = theme;
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store is missing in Firefox before 140 and on plain http
  document.cookie = `${themeCookie}=${theme}; path=/; max-age=31536000; samesite=lax`;
};
