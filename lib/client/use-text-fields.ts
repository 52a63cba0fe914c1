import { useState } from "react";

/** The texts of a form by their names, and what ties a field to one of them: `<TextField {...field("title")} />`. */
export const useTextFields = <Name extends string>(initial: Readonly<Record<Name, string>>) => {
  const [text, setText] = useState(initial);
  const field = (name: Name) => ({
    value: text[name],
    onChange: ({ target }: { readonly target: { readonly value: string } }) =>
      setText((was) => ({ ...was, [name]: target.value })),
  });
  return { text, field };
};
