import { readingLook } from "@/components/gates/gate-words";
import { Banner } from "@/components/ui/banner";
import type { GateReading } from "@/lib/contract/gates";

const tones = {
  pass: "green",
  fail: "red",
  unknown: "grey",
  waived: "grey",
  "not-applicable": "grey",
} as const;

/** What a gate reads, as the first thing its page says. */
export const ReadingBanner = ({ reading }: { reading: GateReading }) => {
  const { word, glyph } = readingLook[reading.state];
  return (
    <Banner
      title={
        <>
          <span aria-hidden="true">{glyph}</span> Reads {word}
          {reading.isDryRun && ", in dry run: it does not bind"}
        </>
      }
      tone={tones[reading.state]}
    >
      <p className="wrap-anywhere">{reading.because}</p>
    </Banner>
  );
};
