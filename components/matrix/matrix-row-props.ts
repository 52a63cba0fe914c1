import type { OwnerSide } from "@/components/switches/points-glyph";
import type { MatrixAnswer } from "@/lib/client/matrix-queries";
import type { SwitchLevel } from "@/lib/contract/switches";

/** What a change is a rule for. */
export type FlipSubject = {
  readonly level: SwitchLevel;
  /** Key of the rule: a family, a capability, a route, a worker's switch name. */
  readonly subject: string;
  readonly title: string;
  /** Who has it today, or most of it. */
  readonly side: OwnerSide;
};

/** What every line of the matrix gets from the table around it. */
export type MatrixRowProps = {
  readonly program: string;
  readonly words: { readonly legacy: string; readonly target: string };
  readonly environments: MatrixAnswer["environments"];
  /** Under the keyboard. */
  readonly active: boolean;
  readonly onActivate: () => void;
  /** `null` for a reader who may change no owner. */
  readonly onFlip: ((environment: string, subject: FlipSubject) => void) | null;
  readonly marks: ReadonlyMap<string, FlipSubject>;
  readonly onMark: (subject: FlipSubject) => void;
};

/** One mark a rule. */
export const markName = ({ level, subject }: Pick<FlipSubject, "level" | "subject">): string =>
  `${level} ${subject}`;
