/** Two tracks and the points between them. */
const BrandGlyph = ({ size = 20 }: { size?: number }) => (
  <svg
    aria-hidden="true"
    className="shrink-0"
    fill="none"
    height={size}
    strokeLinecap="round"
    viewBox="0 0 20 20"
    width={size}
  >
    <rect height="18.5" rx="5" stroke="var(--ink)" strokeWidth="1.5" width="18.5" x=".75" y=".75" />
    <path d="M4 13h12" stroke="var(--legacy-bar)" strokeWidth="2" />
    <path d="M4.5 13c5 0 5-6.5 11.5-6.5" stroke="var(--target-bar)" strokeWidth="2" />
  </svg>
);

export const Brand = () => (
  <span className="flex items-center gap-2.25 font-bold text-[0.9375rem] tracking-[-0.01em]">
    <BrandGlyph />
    Signalbox
  </span>
);
