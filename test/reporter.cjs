// mocha's spec for the eye and its JSON for the count, in one run
const { Spec, JSON: Json } = require('mocha').reporters;

module.exports = class extends Spec {
  constructor(runner, options) {
    super(runner, options);
    new Json(runner, options);
  }
};
