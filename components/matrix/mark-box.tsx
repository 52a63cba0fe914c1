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
      shown || marked ? "opacity-100" : "opacity-0",
    )}
    onChange={onChange}
    type="checkbox"
  />
);
