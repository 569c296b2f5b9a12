import "./main.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { cacheExchange, Client, fetchExchange, Provider } from "urql";
import { Pipeline } from "./pipeline.tsx";

// POST only: the subgraph rejects a GET that a page of another site could also send (CSRF).
const client = new Client({ url: "/graphql", exchanges: [cacheExchange, fetchExchange], preferGetMethod: false });

const root = document.getElementById("pipeline");
if (root === null) throw new Error("index.html has no #pipeline.");
createRoot(root).render(
  <StrictMode>
    <Provider value={client}>
      <Pipeline />
    </Provider>
  </StrictMode>,
);
