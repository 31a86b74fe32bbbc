/** core-js ships no types; it is imported for its effect alone. */
declare module 'core-js/actual'
