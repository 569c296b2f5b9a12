{{/* The labels of every object. */}}
{{- define "ats-subgraph.labels" -}}
{{ include "ats-subgraph.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end -}}

{{/* The labels of the pods of this release. They never change. */}}
{{- define "ats-subgraph.selector" -}}
app.kubernetes.io/name: ats-subgraph
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}
