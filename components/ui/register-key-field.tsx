"use client";
import { TextField } from "@/components/ui/text-field";

/** Whether a text can be the key of a milestone or decision. */
export const isRegisterKey = (key: string): boolean => /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(key);

/** The key of something new in a register, as people call it. */
export const RegisterKeyField = ({
  hint,
  value,
  onChange,
}: {
  hint: string;
  value: string;
  onChange: (key: string) => void;
}) => (
  <TextField
    autoFocus
    error={value !== "" && !isRegisterKey(value) ? "Letters, digits, dot or dash." : undefined}
    hint={hint}
    label="Key"
    maxLength={63}
    onChange={(event) => onChange(event.target.value.trim())}
    required
    value={value}
  />
);
