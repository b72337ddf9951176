const refuse = () => {
  throw new Error("No state is kept in cookies here: see fitness_app/lean_build.");
};

export default class Cookies {
  get = refuse;
  set = refuse;
  remove = refuse;
}
