const isPlain = (value) => value?.constructor === Object;

// Objects in objects are merged too; of all else, what comes later wins.
export const mergician = (...objects) => {
  const merged = {};
  for (const [key, value] of objects.flatMap(Object.entries))
    merged[key] = isPlain(merged[key]) && isPlain(value) ? mergician(merged[key], value) : value;
  return merged;
};
