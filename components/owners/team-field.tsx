import { useId } from "react";
import { TextField } from "@/components/ui/text-field";

/** A team by name: known ones are offered as it is typed, others may be made. */
export const TeamField = ({
  teams,
  value,
  label,
  hideLabel,
  disabled,
  placeholder = "registry",
  onChange,
}: {
  teams: readonly string[];
  value: string;
  label: string;
  hideLabel?: boolean;
  disabled?: boolean;
  placeholder?: string;
  onChange: (team: string) => void;
}) => {
  const list = useId();
  return (
    <>
      <TextField
        autoComplete="off"
        disabled={disabled}
        dir="auto"
        list={list}
        maxLength={300}
        onChange={(event) => onChange(event.target.value)}
        placeholder={placeholder}
        value={value}
        {...(hideLabel ? { hideLabel } : {})}
        label={label}
      />
      <datalist id={list}>
        {teams.map((team) => (
          <option key={team} value={team} />
        ))}
      </datalist>
    </>
  );
};
