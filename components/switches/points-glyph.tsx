export type OwnerSide = "legacy" | "target" | "off";

/** A track that runs straight for legacy, diverges for the target, and lies dead when off. */
export const PointsGlyph = ({ side, size = 16 }: { side: OwnerSide; size?: number }) => {
  const ink = { legacy: "var(--legacy-bar)", target: "var(--target-bar)", off: "var(--off)" }[side];
  return (
    <svg
      aria-hidden="true"
      className="shrink-0"
      fill="none"
      height={size}
      strokeLinecap="round"
      viewBox="0 0 16 16"
      width={size}
    >
      {side === "target" ? (
        <>
          <path d="M8.5 11H14.5" opacity=".55" stroke="var(--ink-3)" strokeWidth="1.2" />
          <path d="M1.5 11H4.5C8 11 8.5 4.5 14.5 4.5" stroke={ink} strokeWidth="2.2" />
        </>
      ) : (
        <>
          <path
            d="M6.8 9.2C8.8 7.4 9.6 4.5 14.5 4.5"
            opacity=".55"
            stroke="var(--ink-3)"
            strokeWidth="1.2"
          />
          <path
            d="M1.5 11H14.5"
            stroke={ink}
            strokeDasharray={side === "off" ? "2 3.6" : undefined}
            strokeWidth="2.2"
          />
        </>
      )}
    </svg>
  );
};
