#!/bin/sh
# A double click on macOS, or `sh 预览.command` anywhere: the same as `make preview`.
case $0 in */*) cd "${0%/*}" || exit 1 ;; esac
make --no-print-directory preview "$@"
code=$?
if [ -t 0 ]; then
  printf '\n按回车键关闭。'
  read -r _
fi
exit $code
