import { classNames } from "@/components/ui/class-names";

/** Marks a row for a change of several; in sight when reached for, or while anything is marked. */
export const MarkBox = ({
  label,
  marked,
  shown,
  onChange,
}: {
  label: string;
  marked: boolean;
  shown: boolean;
  onChange: () => void;
}) => (
  <input
    aria-label={label}
    checked={marked}
    className={classNames(
      "size-3.5 shrink-0 accent-primary focus-visible:opacity-100 group-hover/row:opacity-100",
      // On a phone its place is needed, and a press marks nothing.
      shown || marked ? "opacity-100" : "opacity-0 max-sm:hidden",
    )}
    onChange={onChange}
    type="checkbox"
  />
);
