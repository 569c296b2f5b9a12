import "graphiql/style.css";
import "./main.css";
import "./layout.css";
import "./copy-menu.css";
import "./examples.css";
import "./explain.css";
import "./hovers.css";
