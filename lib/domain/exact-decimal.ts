/** A decimal number without loss: `digits / 10^places`. */
export type Decimal = { readonly digits: bigint; readonly places: number };

const power = (places: number): bigint => 10n ** BigInt(places);

/**
 * A finite number as the decimal that it is written as, so that 0.1 + 0.2 is 0.3 and a verdict on a limit
 * agrees with the arithmetic that is shown beside it.
 */
export const decimalOf = (value: number): Decimal => {
  const [, sign, whole = "0", fraction = "", exponent = "0"] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/.exec(String(value)) ?? [];
  const shift = Number(exponent) - fraction.length;
  const digits = BigInt(`${sign ?? ""}${whole}${fraction}`);
  return shift >= 0 ? { digits: digits * power(shift), places: 0 } : { digits, places: -shift };
};

const digitsAt = ({ digits, places }: Decimal, wanted: number): bigint =>
  digits * power(wanted - places);

/** One plus the other. */
export const plus = (one: Decimal, other: Decimal): Decimal => {
  const places = Math.max(one.places, other.places);
  return { digits: digitsAt(one, places) + digitsAt(other, places), places };
};

/** One less the other. */
export const minus = (one: Decimal, other: Decimal): Decimal =>
  plus(one, { ...other, digits: -other.digits });

/** One times the other. */
export const times = (one: Decimal, other: Decimal): Decimal => ({
  digits: one.digits * other.digits,
  places: one.places + other.places,
});

/** Below 0, 0 or above it, as one is less than, equal to or more than the other. */
export const compare = (one: Decimal, other: Decimal): number => {
  const { digits } = minus(one, other);
  return digits < 0n ? -1 : digits > 0n ? 1 : 0;
};

/** As many places as a number can hold of a quotient, and some. */
const quotientPlaces = 20;

/** One by the other as a number, the nearest to the exact quotient; the other is not 0. */
export const quotient = (one: Decimal, other: Decimal): number => {
  const places = Math.max(one.places, other.places);
  const digits = (digitsAt(one, places) * power(quotientPlaces)) / digitsAt(other, places);
  return Number(`${digits}e-${quotientPlaces}`);
};

/** Rounded half away from zero to so many places, without trailing zeros: `114.4`. */
export const decimalWords = (value: Decimal, places: number): string => {
  const scaled =
    value.places <= places
      ? digitsAt(value, places)
      : (() => {
          const unit = power(value.places - places);
          const half = value.digits < 0n ? -unit / 2n : unit / 2n;
          return (value.digits + half) / unit;
        })();
  const text = (scaled < 0n ? -scaled : scaled).toString().padStart(places + 1, "0");
  const whole = text.slice(0, text.length - places);
  const fraction = text.slice(text.length - places).replace(/0+$/, "");
  const sign = scaled < 0n ? "-" : "";
  return `${sign}${whole}${fraction === "" ? "" : `.${fraction}`}`;
};
