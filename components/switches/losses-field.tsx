import { DialogSection } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/text-field";

/** Whether what somebody typed takes the losses: their names, as they are asked for. */
export const areLossesTaken = (losses: readonly string[], typed: string): boolean =>
  typed.trim() === losses.join(" ");

/** What going back loses, to be acknowledged by typing its name. It asks for no approval. */
export const LossesField = ({
  losses,
  typed,
  onType,
}: {
  losses: readonly string[];
  typed: string;
  onType: (typed: string) => void;
}) =>
  losses.length > 0 && (
    <DialogSection title="Going back loses what only the target wrote">
      <TextField
        autoComplete="off"
        label={`Type ${losses.join(" ")} to take the loss`}
        mono
        onChange={(event) => onType(event.target.value)}
        value={typed}
      />
    </DialogSection>
  );
