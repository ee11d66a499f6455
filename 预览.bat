@echo off
rem A double click: the same as `make.bat preview`, in a window that stays until it has been read.
call "%~dp0make.bat" preview %*
set CODE=%errorlevel%
echo.
pause
exit /b %CODE%
