/**
 * A pure function of a text that remembers what it made lately: thousands of formulas, scores and keys are a few hundred different
 * ones. It forgets all at once when it is full, so that no input makes it grow.
 */
export function remembered<Value>(max: number, make: (text: string) => Value): (text: string) => Value {
  const made = new Map<string, Value>();
  return (text) => {
    const known = made.get(text);
    if (known !== undefined) return known;
    const value = make(text);
    if (made.size >= max) made.clear();
    made.set(text, value);
    return value;
  };
}
