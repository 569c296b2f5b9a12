// Loads the editor and its styles after the banner is painted.
void import("./main.tsx");
