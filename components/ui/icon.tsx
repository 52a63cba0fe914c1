/** Line drawings on a 16 x 16 grid, in the text's colour. */
const paths = {
  check: "M3.5 8.5 6.5 11.5 12.5 4.5",
  cross: "M4 4 12 12M12 4 4 12",
  "chevron-down": "M4 6 8 10 12 6",
  "chevron-right": "M6 4 10 8 6 12",
  "chevron-left": "M10 4 6 8 10 12",
  "sort-up": "M8 12.5V3.5M4.5 7 8 3.5 11.5 7",
  "sort-down": "M8 3.5V12.5M4.5 9 8 12.5 11.5 9",
  "arrow-right": "M2.5 8H13M9 4 13 8 9 12",
  search: "M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9ZM10.5 10.5 13.5 13.5",
  menu: "M2.5 4.5H13.5M2.5 8H13.5M2.5 11.5H13.5",
  more: "M3.5 8h.01M8 8h.01M12.5 8h.01",
  plus: "M8 3V13M3 8H13",
  minus: "M3.5 8H12.5",
  copy: "M5.5 5.5h7v8h-7zM10.5 5.5v-3h-7v8h2",
  download: "M8 2.5V10M4.5 7 8 10.5 11.5 7M3 13.5H13",
  upload: "M8 10.5V3M4.5 6 8 2.5 11.5 6M3 13.5H13",
  reload: "M13 8a5 5 0 1 1-1.6-3.7M13 2.5v3h-3",
  undo: "M6 3 3 6l3 3M3 6h6.5a3.5 3.5 0 0 1 0 7H6",
  external: "M9.5 2.5h4v4M13.5 2.5 7.5 8.5M11.5 9.5v4h-9v-9h4",
  lock: "M4 7.5h8v6H4zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5",
  warning: "M8 2.5 14 13.5H2ZM8 6.5v3M8 11.6h.01",
  sun: "M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6ZM8 1.5v1M8 13.5v1M1.5 8h1M13.5 8h1M3.4 3.4l.7.7M11.9 11.9l.7.7M3.4 12.6l.7-.7M11.9 4.1l.7-.7",
  moon: "M13 9.5A5.5 5.5 0 0 1 6.5 3a5.5 5.5 0 1 0 6.5 6.5Z",
  screen: "M2.5 3h11v7.5h-11zM6 13.5h4M8 10.5v3",
  bell: "M8 2.5a3.8 3.8 0 0 0-3.8 3.8c0 3-1.2 4.4-1.2 4.4h10s-1.2-1.4-1.2-4.4A3.8 3.8 0 0 0 8 2.5ZM6.7 13.2a1.4 1.4 0 0 0 2.6 0",
  filter: "M2.5 3.5h11L9.5 8.5v4l-3 1v-5Z",
  columns: "M2.5 3h11v10h-11zM6.2 3v10M9.8 3v10",
} as const;

export type IconName = keyof typeof paths;

export const Icon = ({ name, size = 16 }: { name: IconName; size?: number }) => (
  <svg
    aria-hidden="true"
    className="shrink-0"
    fill="none"
    height={size}
    stroke="currentColor"
    strokeLinecap="round"
    strokeLinejoin="round"
    strokeWidth={name === "more" ? 2.2 : 1.5}
    viewBox="0 0 16 16"
    width={size}
  >
    <path d={paths[name]} />
  </svg>
);
